/** A rehearsal: boots an environment, runs drills on it, and says what was measured. */
import { untilInterrupted } from '../base/interrupt.ts';
import { ownPackage } from '../base/package.ts';
import { milliseconds } from '../base/units.ts';
import { type Engine, engineOf } from '../local/engine.ts';
import { checkRequirements, thisMachine } from '../local/requirements.ts';
import { dataHosts, type Environment, firstPrimary } from '../topology/environment.ts';
import { durationOf } from './choose.ts';
import type { Drill } from './drill.ts';
import { engineWarning } from './engine-line.ts';
import { Lane } from './lane.ts';
import type { DrillRecord, Rehearsal, Round } from './record.ts';
import { settingsOf } from './settings.ts';
import type { Shard } from './shard.ts';
import { recordOf, unfitRecord } from './verdict.ts';
import { WRITER_KINDS, type WriterGroup } from './writers/kind.ts';

/** How drills are run. */
export interface RehearseOptions {
  /** How often each drill is run. @default once */
  readonly rounds?: number;
  /** The `redis-server` that hosts run. @default the machine's */
  readonly engine?: string | undefined;
  /** Which part of all drills these are. @default all */
  readonly part?: Shard | undefined;
  /** Who writes meanwhile. @default one client of each kind with either settings */
  readonly writers?: readonly WriterGroup[];
  /**
   * How many groups are up at the same time, each in a network of its own. More are faster, and disturb each other.
   * @default three, or as many as there are drills
   */
  readonly lanes?: number;
  /** Told what happens. @default nobody */
  readonly tell?: (progress: Progress) => void;
}

const LANES = 3;

/** What vedette recommends, and beside it what comes without. */
const WRITERS: readonly WriterGroup[] = WRITER_KINDS.flatMap((kind) =>
  (['recommended', 'default'] as const).map((settings) => ({ kind, settings, count: 1 })),
);

/** What happens in a rehearsal. */
export type Progress =
  | { readonly kind: 'note'; readonly text: string }
  /** A round of a drill begins; `left` is how many rounds are not ended. */
  | { readonly kind: 'begun'; readonly drill: Drill; readonly round: number; readonly left: number }
  /** All rounds of a drill are run. */
  | { readonly kind: 'ended'; readonly record: DrillRecord; readonly left: number };

/** One round of one drill. */
interface Task {
  readonly drill: Drill;
  readonly round: number;
}

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
  const rehearsal = new Running(environment, drills, {
    ...options,
    engine: engineOf(options.engine),
    redisServer: options.engine,
  });
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
  readonly #part: Shard;
  readonly #times: number;
  readonly #lanes: readonly Lane[];
  readonly #tasks: Task[];
  readonly #rounds = new Map<string, Round[]>();
  #left: number;

  constructor(
    environment: Environment,
    drills: readonly Drill[],
    options: Omit<RehearseOptions, 'engine'> & {
      readonly engine: Engine;
      readonly redisServer: string | undefined;
    },
  ) {
    const { rounds = 1, lanes = LANES, writers = WRITERS, tell = () => undefined } = options;
    this.#engine = options.engine;
    this.#environment = environment;
    this.#drills = drills;
    this.#tell = tell;
    this.#part = options.part ?? { part: 1, of: 1 };
    this.#times = rounds;
    const takes = (drill: Drill): number => durationOf(drill, environment);
    // The longest first: a lane that begins it last keeps the others waiting.
    this.#tasks = drills
      .filter(({ unfit }) => unfit?.(environment) === undefined)
      .toSorted((one, other) => takes(other) - takes(one))
      .flatMap((drill) => Array.from({ length: rounds }, (_, at) => ({ drill, round: at + 1 })));
    this.#left = this.#tasks.length;
    const note = (text: string): void => tell({ kind: 'note', text });
    this.#lanes = Array.from(
      { length: Math.min(lanes, this.#tasks.length) },
      () => new Lane(environment, { redisServer: options.redisServer, writers, tell: note }),
    );
  }

  async run(): Promise<Rehearsal> {
    const began = Date.now();
    try {
      await Promise.all(this.#lanes.map((lane) => lane.ready()));
      await Promise.all(this.#lanes.map((lane) => this.#work(lane)));
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
      engine: { ...engine, package: redis.package },
      began: new Date(began).toISOString(),
      took: milliseconds(Date.now() - began),
      warnings: [engineWarning(engine, redis.package)].filter((warning) => warning !== undefined),
      drills: this.#drills.map((drill) => this.#recordOf(drill)),
    };
  }

  async clear(): Promise<void> {
    this.#tasks.length = 0;
    await Promise.all(this.#lanes.map((lane) => lane.end()));
  }

  /** Takes one task after the other until none is left. */
  async #work(lane: Lane): Promise<void> {
    for (let task = this.#tasks.shift(); task !== undefined; task = this.#tasks.shift()) {
      const { drill, round } = task;
      this.#tell({ kind: 'begun', drill, round, left: this.#left });
      this.#keep(drill, await this.#runOnce(lane, drill));
    }
  }

  /** A round whose times are not to be relied on, and that seems to break something, is run once more. */
  async #runOnce(lane: Lane, drill: Drill): Promise<Round> {
    const round = await lane.run(drill);
    const isDoubtful = round.disturbed !== undefined && round.checks.some(({ held }) => !held);
    return isDoubtful ? lane.run(drill) : round;
  }

  #keep(drill: Drill, round: Round): void {
    const rounds = this.#rounds.get(drill.name) ?? [];
    rounds.push(round);
    this.#rounds.set(drill.name, rounds);
    this.#left -= 1;
    if (rounds.length === this.#times)
      this.#tell({ kind: 'ended', record: this.#recordOf(drill), left: this.#left });
  }

  #recordOf(drill: Drill): DrillRecord {
    const unfit = drill.unfit?.(this.#environment);
    if (unfit !== undefined) return unfitRecord(drill, unfit);
    return recordOf(drill, this.#rounds.get(drill.name) ?? [], this.#beyond(drill));
  }

  /** Any data host may lead when a drill begins: one that it cannot come through is enough. */
  #beyond({ beyond }: Drill): string | undefined {
    const hosts = [firstPrimary(this.#environment), ...dataHosts(this.#environment)];
    return hosts.map((host) => beyond?.(this.#environment, host)).find((reason) => reason !== undefined);
  }
}
