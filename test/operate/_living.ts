/** A definition that is edited while its group runs, and what the commands of a person make of each edit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { Reach } from '../../src/group/reach.ts';
import { cloudOf } from '../../src/local/find-cloud.ts';
import type { Refusal } from '../../src/operate/rollout/input.ts';
import type { StepFacts } from '../../src/operate/step.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { accountOf } from '../../src/rehearsal/ledger/account.ts';
import { type Summary, summaryOf } from '../../src/rehearsal/ledger/summary.ts';
import type { Account, ClientAccount } from '../../src/rehearsal/record.ts';
import { startWriters, type Writers } from '../../src/rehearsal/writers/start.ts';
import { configFile } from '../../src/render/freebsd.ts';
import { firstPrimary } from '../../src/topology/environment.ts';
import { resolved } from '../_boot.ts';
import { type Ended, vedette } from '../cli/_run.ts';
import { BEFORE_A_STEP, BEHIND_A_STEP, type Cut, KILLED, MANY, runUntilCut } from './_cut.ts';
import type { Change, Edit } from './_edits.ts';
import { followPrimaries } from './_primaries.ts';

/** How a change was brought, and what its group is then. */
export interface Lived {
  /** Of each run of a command: those that were killed too. */
  readonly runs: readonly Ended[];
  /** What the runs that were not killed say they did, and how long each took. */
  readonly done: readonly (StepFacts & { readonly took: number })[];
  /** How often the primary moved. */
  readonly moves: number;
  readonly writes: Summary;
  /** How often a client was not let in. */
  readonly refused: number;
  readonly drift: Ended;
  readonly status: Ended;
}

type Told = Omit<Lived, 'moves'>;

/** A command, and when it is killed; never where that is undefined. */
type Bring = (argv: readonly string[], cut: Cut) => Promise<readonly Ended[]>;

/** What is refused would be refused again at once, in milliseconds. */
const RECOVERING = 1_000;

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

  /** Does one thing to the group while clients write that know it as it was. @param isKilled in the middle of every step */
  async lived({ by }: Edit, isKilled: boolean): Promise<Lived> {
    const bring: Bring = isKilled
      ? (argv, cut) => this.#inPieces(argv, cut)
      : async (argv) => [await this.command(...argv)];
    const primaries = followPrimaries(await cloudOf(this.file), resolved(this.#definition));
    const told = await (by === 'rotate' ? this.#rotated(bring) : this.#edited(by, bring));
    return { ...told, moves: (await primaries()).length - 1 };
  }

  async #edited(change: Change, bring: Bring): Promise<Told> {
    const writers = await this.#writers('requirepass');
    this.#write(change(this.#definition));
    const runs = await bring(['rollout', this.file, '--yes', '--format', 'json'], BEHIND_A_STEP);
    return this.#told(runs, [await accountOfAll(writers)]);
  }

  /** Clients move when both passwords are let in. */
  async #rotated(bring: Bring): Promise<Told> {
    const rotate = ['rotate', this.file, '--yes', '--format', 'json'];
    const before = await this.#writers('requirepass');
    const open = await bring(rotate, BEFORE_A_STEP);
    const after = await this.#writers('masterauth');
    const first = await accountOfAll(before);
    const ended = await bring([...rotate, '--clients-moved'], { ...BEHIND_A_STEP, after: 0, runs: 1 });
    return this.#told([...open, ...ended], [first, await accountOfAll(after)]);
  }

  /**
   * Runs a command and kills it, until a run comes to its end by itself. What is refused while the group recovers is run
   * again.
   */
  async #inPieces(argv: readonly string[], cut: Cut): Promise<readonly Ended[]> {
    const runs: Ended[] = [];
    for (let refused = 0; ; ) {
      const run =
        runs.length < cut.runs ? await runUntilCut(argv, this.#folder, cut) : await this.command(...argv);
      runs.push(run);
      refused = run.code === ExitCode.refused ? refused + 1 : 0;
      if (run.code !== KILLED && (refused === 0 || refused > MANY)) return runs;
      if (refused > 0) await sleep(RECOVERING);
    }
  }

  async #told(runs: readonly Ended[], accounts: readonly Account[]): Promise<Told> {
    return {
      runs,
      done: runs.flatMap(stepsOf),
      writes: together(accounts.map(summaryOf)),
      refused: accounts.flatMap(({ clients }) => clients).reduce((sum, client) => sum + refusedOf(client), 0),
      drift: await this.command('drift', this.file, '--exit-code'),
      status: await this.command('status', this.file),
    };
  }

  /** Clients that write by now, with the password of a line of the files. */
  async #writers(line: 'requirepass' | 'masterauth'): Promise<Writers> {
    const environment = resolved(this.#definition);
    const cloud = await cloudOf(this.file);
    const password = await passwordIn(cloud, firstPrimary(environment).name, line);
    const writers = await startWriters(cloud, environment, password, [
      { kind: 'ioredis', settings: 'recommended', count: 2 },
    ]);
    await writers.next();
    return writers;
  }

  #write(definition: EnvironmentDefinition): void {
    this.#definition = definition;
    writeFileSync(this.file, `export default ${JSON.stringify(definition)};\n`);
  }
}

async function accountOfAll(writers: Writers): Promise<Account> {
  return accountOf(await writers.stop(), [], milliseconds(0));
}

function together(all: readonly Summary[]): Summary {
  const sum = (of: (summary: Summary) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ lost }) => lost),
    unacknowledged: sum(({ unacknowledged }) => unacknowledged),
    doubled: sum(({ doubled }) => doubled),
    longestGap: milliseconds(Math.max(...all.map(({ longestGap }) => longestGap))),
  };
}

/** What servers say to whom they do not let in. */
const REFUSED = ['NOAUTH', 'WRONGPASS'];

function refusedOf({ errors, complaints }: ClientAccount): number {
  return [errors, complaints].flatMap((all) => REFUSED.map((name) => all[name] ?? 0)).reduce((a, b) => a + b);
}

async function passwordIn(reach: Pick<Reach, 'read'>, host: string, line: string): Promise<string> {
  const file = configFile('redis', 'redis');
  const text = (await reach.read(host, file)) ?? '';
  const lines = parseDocument(text, { file, kind: 'redis' });
  const [password] = lines.findLast(({ name }) => name === line)?.args ?? [];
  return typeof password === 'string' ? password : '';
}

function stepsOf({ stdout }: Ended): Lived['done'] {
  if (stdout === '') return [];
  const { done = [] }: { readonly done?: Lived['done'] } = JSON.parse(stdout);
  return done;
}

/** Why a run was refused; nothing where it was not. */
export function refusalsOf({ code, stdout }: Ended): readonly string[] {
  if (code !== ExitCode.refused || stdout === '') return [];
  const { refusals = [] }: { readonly refusals?: readonly Refusal[] } = JSON.parse(stdout);
  return refusals.map(({ why }) => why);
}
