/** Groups of real processes that are broken for real, and mended. */
import { copyFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { demand } from '../../../src/group/demand.ts';
import type { Group } from '../../../src/group/group.ts';
import { infoOf, textOf } from '../../../src/group/reply.ts';
import type { AilmentKind } from '../../../src/operate/repair/ailment.ts';
import { type Diagnosis, type Repaired, repair } from '../../../src/operate/repair/repair.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import { type GroupOptions, PASSWORD, type ProcessGroup, runGroup, THREE } from '../_processes.ts';

/** A group with a name of its own, since whoever changes one has its lock. */
export async function brokenGroup(
  t: ExecutionContext,
  name: string,
  definition: EnvironmentDefinition = THREE,
  options: GroupOptions = {},
): Promise<Broken> {
  const running = await runGroup(t, { ...definition, name }, options);
  return new Broken(running);
}

/** What can be done to it. */
export class Broken {
  readonly running: ProcessGroup;

  constructor(running: ProcessGroup) {
    this.running = running;
  }

  get group(): Group {
    return this.running.group;
  }

  /** The names of its hosts. */
  get hosts(): readonly string[] {
    return this.running.environment.hosts.map(({ name }) => name);
  }

  address(host: string): string {
    const found = this.running.environment.hosts.find(({ name }) => name === host);
    if (found === undefined) throw new Error(`there is no host ${host}`);
    return found.address;
  }

  /** An address where nobody is. */
  get nowhere(): string {
    return this.address('one').replace(/\.\d+$/, '.250');
  }

  async redis(host: string, ...command: readonly string[]): Promise<string> {
    return textOf(await demand(this.group.redis(host), ...command));
  }

  async sentinel(host: string, ...command: readonly string[]): Promise<string> {
    return textOf(await demand(this.group.sentinel(host), 'SENTINEL', ...command));
  }

  /** Has a Sentinel watch a host, as a person would that makes a mistake. */
  async misdirect(sentinel: string, host: string): Promise<void> {
    await this.sentinel(sentinel, 'REMOVE', 'mymaster');
    await this.sentinel(sentinel, 'MONITOR', 'mymaster', this.address(host), '6379', '2');
    const options = { 'auth-pass': PASSWORD, 'down-after-milliseconds': '1000', 'failover-timeout': '6000' };
    await this.sentinel(sentinel, 'SET', 'mymaster', ...Object.entries(options).flat());
  }

  /** Keeps the files of all Sentinels, to be written over theirs later. */
  async keepFiles(): Promise<() => Promise<void>> {
    const files = this.hosts.map((host) => this.running.file(host, 'sentinel'));
    await Promise.all(files.map((file) => copyFile(file, `${file}.first`)));
    return async () => {
      await Promise.all(this.hosts.map((host) => this.running.signal(host, 'sentinel', 'SIGKILL')));
      await Promise.all(files.map((file) => copyFile(`${file}.first`, file)));
      await Promise.all(this.hosts.map((host) => this.running.start(host, 'sentinel')));
    };
  }

  /** Waits until something holds. */
  async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const patience = Date.now() + 60_000;
    while (!(await holds())) {
      if (Date.now() > patience) throw new Error(`it does not come about that ${what}`);
      await sleep(50);
    }
  }

  /** A field of `INFO replication`. */
  async replication(host: string, field: string): Promise<string | undefined> {
    return infoOf(await this.redis(host, 'INFO', 'replication')).get(field);
  }

  /** Repairs it as `vedette repair --yes` does. */
  async mend(keep?: string, group: Group = this.group): Promise<Mended> {
    let shown: Diagnosis | undefined;
    const told: string[] = [];
    const repaired = await repair({
      group,
      keep,
      tell: (text) => told.push(text),
      locking: { run: 'a test', reason: 'a repair', tell: (text) => told.push(text) },
      show: (diagnosis) => {
        shown = diagnosis;
      },
      approve: async () => 'yes',
    });
    return {
      ...repaired,
      told,
      kinds: (shown?.ailments ?? []).map(({ kind, hosts }) => [kind, ...hosts].join(' ')),
    };
  }

  /** Whether it is healthy by its status, and who leads. */
  async health(group: Group = this.group): Promise<string> {
    const { verdict, primary } = await groupStatus(group);
    return verdict.healthy ? `healthy, ${primary}` : verdict.problems.join('; ');
  }
}

/** A repair, with what it was about. */
export interface Mended extends Repaired {
  readonly told: readonly string[];
  /** What was broken, each with its hosts: `priority two`. */
  readonly kinds: readonly string[];
}

/** What is left, by kind. */
export function leftKinds({ left }: Repaired): readonly AilmentKind[] {
  return left.map(({ kind }) => kind);
}
