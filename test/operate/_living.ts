/** A definition that is edited while its group runs, and what the commands of a person make of each edit. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { passwordOf } from '../../src/group/password.ts';
import { cloudOf } from '../../src/local/find-cloud.ts';
import type { StepFacts } from '../../src/operate/step.ts';
import { accountOf } from '../../src/rehearsal/ledger/account.ts';
import { type Summary, summaryOf } from '../../src/rehearsal/ledger/summary.ts';
import { startWriters } from '../../src/rehearsal/writers/start.ts';
import { firstPrimary } from '../../src/topology/environment.ts';
import { resolved } from '../_boot.ts';
import { BIN, type Ended, surroundings, vedette } from '../cli/_run.ts';

/** How a change was brought, and what its group is then. */
export interface Lived {
  /** Of each run of `vedette rollout`: all but the last were killed. */
  readonly runs: readonly Ended[];
  /** What the runs that were not killed say they did, and how long each took. */
  readonly done: readonly (StepFacts & { readonly took: number })[];
  readonly writes: Summary;
  readonly drift: Ended;
  readonly status: Ended;
}

/** A group of a definition in a file of its own. */
export class LivingGroup {
  readonly file: string;
  readonly #folder: string;
  #definition: EnvironmentDefinition;

  constructor(folder: string, definition: EnvironmentDefinition) {
    this.#folder = folder;
    this.#definition = definition;
    this.file = join(folder, `${definition.name}.ts`);
    this.#write(definition);
  }

  /** Runs a command of vedette in the folder of the definition. */
  command(...argv: readonly string[]): Promise<Ended> {
    return vedette(argv, { cwd: this.#folder });
  }

  /** Edits the definition, and brings it to the group while clients write that know the group as it was. */
  async edited(
    change: (definition: EnvironmentDefinition) => EnvironmentDefinition,
    bring: (group: LivingGroup) => Promise<readonly Ended[]> = (group) => group.#bring(),
  ): Promise<Lived> {
    const before = resolved(this.#definition);
    const cloud = await cloudOf(this.file);
    const password = await passwordOf(cloud, firstPrimary(before).name);
    const writers = await startWriters(cloud, before, password, [
      { kind: 'ioredis', settings: 'recommended', count: 2 },
    ]);
    await writers.next();
    this.#write(change(this.#definition));
    const runs = await bring(this);
    const writes = summaryOf(accountOf(await writers.stop(), [], milliseconds(0)));
    const drift = await this.command('drift', this.file, '--exit-code');
    const status = await this.command('status', this.file);
    return { runs, done: runs.slice(-1).flatMap(stepsOf), writes, drift, status };
  }

  /**
   * Rolls out, and kills it in the middle of each step but the first: every run does one at least. What is refused while the
   * group recovers is run again.
   */
  async broughtInPieces(after: number): Promise<readonly Ended[]> {
    const runs: Ended[] = [];
    for (;;) {
      const run = await this.#killed(after);
      runs.push(run);
      if (run.code !== KILLED && (run.code !== ExitCode.refused || runs.length > MANY)) return runs;
    }
  }

  async #bring(): Promise<readonly Ended[]> {
    return [await this.command(...this.#rollout)];
  }

  get #rollout(): readonly string[] {
    return ['rollout', this.file, '--yes', '--format', 'json'];
  }

  /** Rolls out until a step is done, and kills it a moment later. */
  #killed(after: number): Promise<Ended> {
    const run = spawn(execPath, [BIN, ...this.#rollout], { cwd: this.#folder, env: surroundings() });
    let [stdout, stderr] = ['', ''];
    run.stdout.on('data', (data) => {
      stdout += String(data);
    });
    run.stderr.on('data', (data) => {
      stderr += String(data);
      if (/^\d+ of \d+, /m.test(stderr)) void sleep(after).then(() => run.kill('SIGKILL'));
    });
    return new Promise((resolve) => {
      run.once('close', (code) => resolve({ code: code ?? KILLED, stdout, stderr }));
    });
  }

  #write(definition: EnvironmentDefinition): void {
    this.#definition = definition;
    writeFileSync(this.file, `export default ${JSON.stringify(definition)};\n`);
  }
}

/** More runs than any group recovers in. */
const MANY = 60;

/** As a shell tells it. */
const KILLED = 137;

function stepsOf({ stdout }: Ended): Lived['done'] {
  if (stdout === '') return [];
  const { done = [] }: { readonly done?: Lived['done'] } = JSON.parse(stdout);
  return done;
}
