import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import type { LocalCloud } from '../../src/local/connection.ts';
import type { ExecOptions, ExecResult } from '../../src/local/enter.ts';
import type { LocalCloudSpec, LocalHost } from '../../src/local/protocol.ts';
import { startCloud } from '../../src/local/start.ts';

/** What every test of this folder needs of the machine. */
export const NEEDED = ['root', 'unshare', 'ip', 'redis-server', 'redis-sentinel', 'curl', 'openssl'] as const;

/** User-data that does nothing. */
export const NOTHING = "#!/bin/sh\necho\necho 'vedette: ready'\n";

/** Longer than a host takes to boot on a busy machine. */
export const PATIENCE = milliseconds(90_000);

export const SPEC: LocalCloudSpec = { name: 'lab', region: 'eu-central-1', secrets: {} };

/** A host of a test and what can be done with it. */
export interface TestHost {
  readonly name: string;
  readonly address: string;
  /** Runs lines of shell on it. */
  sh(script: string, options?: ExecOptions): Promise<ExecResult>;
}

/** Clouds of one test file: started when first asked for, ended after the file, with proof that nothing is left of them. */
export function testCloud(spec: Partial<LocalCloudSpec> = {}) {
  const before = traces();
  let started: Promise<LocalCloud> | undefined;
  let count = 0;

  const cloud = (): Promise<LocalCloud> => {
    started ??= startCloud({ ...SPEC, ...spec }, { tether: true });
    return started;
  };

  /** A new host that has booted. */
  const host = async (fields: Partial<LocalHost> = {}): Promise<TestHost> => {
    count += 1;
    const { name, address } = { name: `host${count}`, address: `10.0.0.${count + 3}` };
    const lab = await cloud();
    const status = await lab.createHost({
      name,
      address,
      subnet: '10.0.0.0/24',
      userData: NOTHING,
      ...fields,
    });
    await lab.waitForBoot([status.name], PATIENCE);
    const sh: TestHost['sh'] = (script, options) => lab.exec(status.name, ['sh', '-c', script], options);
    return { name: status.name, address: status.address, sh };
  };

  test.after.always('nothing is left of the cloud', async (t) => {
    if (started === undefined) return;
    const processes = cloudProcesses();
    await (await started).down();
    t.deepEqual(alive(processes), []);
    t.deepEqual(traces(), before);
  });

  return { cloud, host };
}

/** The last that rc(8) does, after every script: it prints the date. */
const RC_IS_THROUGH = /^\w{3} \w{3} .*\d{4}\n/m;

/**
 * Waits until rc of a host is through, which it is not yet when the host is up or has said that it is ready; returns what
 * was printed until then.
 *
 * @param from where on the console to begin
 */
export async function untilThrough(cloud: LocalCloud, host: string, from = 0): Promise<string> {
  for (;;) {
    const printed = (await cloud.console(host)).slice(from);
    if (RC_IS_THROUGH.test(printed)) return printed;
    await sleep(20);
  }
}

/** Shuts a host down and powers it on again; returns what it printed meanwhile, once rc is through. */
export async function rebooted(cloud: LocalCloud, host: string): Promise<string> {
  const { length } = await cloud.console(host);
  await cloud.stop(host);
  await cloud.start(host);
  return untilThrough(cloud, host, length);
}

/** Redis answers a moment after its start has returned. */
export const UNTIL_PONG = 'until redis-cli ping >/dev/null 2>&1; do sleep 0.02; done';

/** What a cloud must not change on the machine. */
export function traces() {
  return {
    links: execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' }),
    mounts: readFileSync('/proc/mounts', 'utf8'),
    namespaces: existsSync('/run/netns'),
    addresses: execFileSync('ip', ['-o', 'address'], { encoding: 'utf8' }),
  };
}

/** A process that cannot be taken for a later one with the same pid. */
export interface Process {
  readonly pid: number;
  readonly startTime: string;
  readonly title: string;
}

/** Every process of the clouds that this process started. */
export function cloudProcesses(): readonly Process[] {
  const clouds = descendants(process.pid).filter(({ title }) => title.startsWith('unshare --net'));
  return [...clouds, ...clouds.flatMap(({ pid }) => descendants(pid))];
}

/** The names of processes that have ended, and that nobody of the clouds of this process has asked for. */
export function unreaped(): readonly string[] {
  const parents = new Set(cloudProcesses().map(({ pid }) => pid));
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const [, title = '', state, parent] = /\((.*)\) (\S) (\d+)/.exec(statOf(Number(name))) ?? [];
    return state === 'Z' && parents.has(Number(parent)) ? [title] : [];
  });
}

/** Every process below one, however deep and in whatever namespace. */
export function descendants(ancestor: number): readonly Process[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? describe(Number(name)) : []));
  const below = (parent: number): readonly Process[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.pid)]);
  return below(ancestor);
}

/** The titles of those that still run. */
export function alive(processes: readonly Process[]): readonly string[] {
  return processes
    .filter(({ pid, startTime }) => describe(pid).some((process) => process.startTime === startTime))
    .map(({ title }) => title);
}

function describe(pid: number): readonly (Process & { readonly parent: number })[] {
  try {
    const fields = statOf(pid).split(') ').at(-1)?.split(' ') ?? [];
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return fields[0] === 'Z' ? [] : [{ pid, parent: Number(fields[1]), startTime: fields[19] ?? '', title }];
  } catch {
    return [];
  }
}

/** What /proc says of a process; empty if it is gone. */
function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
