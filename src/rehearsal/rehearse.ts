/** A rehearsal: boots an environment, runs drills on it, and says what was measured. */
import { untilInterrupted } from '../base/interrupt.ts';
import { ownPackage } from '../base/package.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { packageTitle } from '../definition/packages.ts';
import { type Engine, type Engines, engineIn, type HostEngines } from '../local/engine.ts';
import { checkRequirements, thisMachine } from '../local/requirements.ts';
import type { Environment } from '../topology/environment.ts';
import { durationOf } from './choose.ts';
import type { Drill } from './drill.ts';
import { engineWarning } from './engine-line.ts';
import { goFirst } from './priority.ts';
import type { DrillRecord, Rehearsal, Round } from './record.ts';
import { refuseFiles } from './refused-files.ts';
import { settingsOf } from './settings.ts';
import type { Shard } from './shard.ts';
import type { Step } from './stage.ts';
import { Testbed } from './testbed.ts';
import { isDoubtful, recordOf, unfitRecord } from './verdict.ts';
import { bothSettings, movedBefore } from './writers/chosen.ts';
import { WRITER_KINDS, type WriterGroup } from './writers/kind.ts';

/** How drills are run. */
export interface RehearseOptions {
  /** How often each drill is run. @default once */
  readonly rounds?: number;
  /** The server that hosts run, or the folder that it is in. @default the machine's */
  readonly engine?: string | undefined;
  /** What hosts run of packages that have an engine of their own. @default none has */
  readonly engines?: Engines | undefined;
  /** Which part of all drills these are. @default all */
  readonly part?: Shard | undefined;
  /** Who writes meanwhile. @default one client of each kind with either settings */
  readonly writers?: readonly WriterGroup[] | undefined;
  /**
   * How many groups are up at the same time, each in a network of its own. More are faster, and disturb each other.
   * @default three, or as many as there are drills
   */
  readonly groups?: number;
  /** Told what happens. @default nobody */
  readonly tell?: (progress: Progress) => void;
}

const GROUPS = 3;

/** What vedette recommends, and beside it what comes without. */
const WRITERS: readonly WriterGroup[] = WRITER_KINDS.flatMap((kind) => bothSettings(kind, 1));

/** What happens in a rehearsal. */
export type Progress =
  /** How many rounds of drills are run, on how many groups at the same time. */
  | { readonly kind: 'begun'; readonly rounds: number; readonly groups: number }
  /** What one should know. */
  | { readonly kind: 'note'; readonly text: string }
  /** Something is done or waited for, in a drill or, before the first one, in a group that boots. */
  | { readonly kind: 'step'; readonly drill: string | undefined; readonly text: string }
  /** How many rounds of drills are not ended, and about how long they take; told at the beginning and at each end. */
  | { readonly kind: 'left'; readonly rounds: number; readonly time: Milliseconds }
  /** All rounds of a drill are run. */
  | { readonly kind: 'ended'; readonly record: DrillRecord };

/**
 * Runs drills on an environment. Whatever it makes is removed at its end, also after a signal.
 *
 * @throws UserError if this machine cannot, before anything is made
 */
export async function rehearse(
  environment: Environment,
  drills: readonly Drill[],
  options: RehearseOptions = {},
): Promise<Rehearsal> {
  checkRequirements(thisMachine());
  const { engines = {} } = options;
  const { engine, usual } = engineIn(environment.redis, { path: options.engine, engines });
  refuseFiles(environment, engine);
  await goFirst();
  const rehearsal = new Running(environment, drills, { ...options, engine, usual });
  return untilInterrupted(
    () => rehearsal.run(),
    () => rehearsal.clear(),
    `everything of ${environment.name} is removed`,
  );
}

/** A rehearsal under way. */
class Running {
  readonly #environment: Environment;
  readonly #drills: readonly Drill[];
  readonly #tell: (progress: Progress) => void;
  readonly #engine: Engine;
  readonly #engines: Engines;
  readonly #part: Shard;
  readonly #times: number;
  readonly #testbeds: readonly Testbed[];
  /** What has not begun: a drill for each of its rounds. */
  readonly #waiting: Drill[];
  /** What has not ended. */
  readonly #left: Drill[];
  readonly #rounds = new Map<string, Round[]>();
  readonly #noted = new Set<string>();

  constructor(
    environment: Environment,
    drills: readonly Drill[],
    options: Omit<RehearseOptions, 'engine'> & HostEngines,
  ) {
    const { rounds = 1, groups = GROUPS, writers = WRITERS, engines = {}, tell = () => undefined } = options;
    this.#engine = options.engine;
    this.#engines = engines;
    this.#environment = environment;
    this.#drills = drills;
    this.#tell = tell;
    this.#part = options.part ?? { part: 1, of: 1 };
    this.#times = rounds;
    const takes = (drill: Drill): number => durationOf(drill, environment, engines);
    // The longest first: a group that begins it last keeps the others waiting.
    this.#waiting = drills
      .filter(({ unfit }) => unfit?.(environment, engines) === undefined)
      .toSorted((one, other) => takes(other) - takes(one))
      .flatMap((drill) => Array.from({ length: rounds }, () => drill));
    this.#left = [...this.#waiting];
    const note = (text: string): void => this.#note(text);
    const brought = drills.flatMap(({ brings }) => {
      const after = brings?.(environment, engines);
      return after === undefined || 'unfit' in after ? [] : [after];
    });
    const writing = movedBefore(writers, environment, brought);
    if (writing.length < writers.length)
      note(
        `${environment.name}: clients with the settings of their library's author are left out, since they connect without TLS until every host requires it`,
      );
    this.#testbeds = Array.from(
      { length: Math.min(groups, this.#waiting.length) },
      () => new Testbed(environment, { engine: options.usual.files, engines, writers: writing, tell: note }),
    );
  }

  async run(): Promise<Rehearsal> {
    const began = Date.now();
    try {
      this.#tell({ kind: 'begun', rounds: this.#left.length, groups: this.#testbeds.length });
      this.#tellLeft();
      await Promise.all(this.#testbeds.map((testbed) => testbed.ready(this.#stepOf(undefined))));
      await Promise.all(this.#testbeds.map((testbed) => this.#work(testbed)));
      return this.#report(began);
    } finally {
      await this.clear();
    }
  }

  #report(began: number): Rehearsal {
    const { name, redis } = this.#environment;
    const engine = { name: this.#engine.name, version: this.#engine.version };
    return {
      environment: name,
      vedette: ownPackage().version,
      settings: settingsOf(this.#environment),
      shard: { of: this.#part.of, parts: [this.#part.part] },
      engine: { ...engine, package: packageTitle(redis.version) },
      began: new Date(began).toISOString(),
      took: milliseconds(Date.now() - began),
      warnings: [engineWarning(engine, redis.version)].filter((warning) => warning !== undefined),
      drills: this.#drills.map((drill) => this.#recordOf(drill)),
    };
  }

  async clear(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all(this.#testbeds.map((testbed) => testbed.end()));
  }

  /** Runs one drill after the other until none is left. */
  async #work(testbed: Testbed): Promise<void> {
    for (let drill = this.#waiting.shift(); drill !== undefined; drill = this.#waiting.shift())
      this.#keep(drill, await this.#runOnce(testbed, drill));
  }

  async #runOnce(testbed: Testbed, drill: Drill): Promise<Round> {
    const step = this.#stepOf(drill.name);
    const hasNext = (): boolean => this.#waiting.length > 0;
    const round = await testbed.run(drill, step, hasNext);
    return isDoubtful(round) ? testbed.run(drill, step, hasNext) : round;
  }

  #keep(drill: Drill, round: Round): void {
    const rounds = this.#rounds.get(drill.name) ?? [];
    rounds.push(round);
    this.#rounds.set(drill.name, rounds);
    this.#left.splice(this.#left.indexOf(drill), 1);
    if (rounds.length === this.#times) this.#tell({ kind: 'ended', record: this.#recordOf(drill) });
    this.#tellLeft();
  }

  #tellLeft(): void {
    const times = this.#left.map((drill) => durationOf(drill, this.#environment, this.#engines));
    const time = milliseconds(times.reduce((sum, one) => sum + one, 0) / Math.max(1, this.#testbeds.length));
    this.#tell({ kind: 'left', rounds: this.#left.length, time });
  }

  #stepOf(drill: string | undefined): Step {
    return (text) => this.#tell({ kind: 'step', drill, text });
  }

  /** What is so of several groups is told once. */
  #note(text: string): void {
    if (this.#noted.has(text)) return;
    this.#noted.add(text);
    this.#tell({ kind: 'note', text });
  }

  #recordOf(drill: Drill): DrillRecord {
    const unfit = drill.unfit?.(this.#environment, this.#engines);
    if (unfit !== undefined) return unfitRecord(drill, unfit);
    return recordOf(drill, this.#rounds.get(drill.name) ?? [], drill.loses?.(this.#environment));
  }
}
