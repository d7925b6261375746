/** What a rehearsal measured, as plain data: what is written as JSON, and what every report is made from. */
import type { Milliseconds } from '../base/units.ts';
import type { Fault, Moment } from '../topology/forecast.ts';
import type { Span } from '../topology/sum.ts';

/** A rehearsal of one environment, whole or one shard of it. */
export interface Rehearsal {
  readonly environment: string;
  /** The version of vedette. */
  readonly vedette: string;
  /** What was decided for the environment, by field as a person would write it: `sentinel.downAfter` is `5s`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Which parts of all drills it holds, from 1; a rehearsal that is whole is part 1 of 1, or all of them. */
  readonly shard: { readonly of: number; readonly parts: readonly number[] };
  /** What really ran on the hosts, and the package that would be deployed. */
  readonly engine: { readonly name: string; readonly version: string; readonly package: string };
  /** When it began, in ISO 8601. */
  readonly began: string;
  readonly took: Milliseconds;
  /** What limits what it says, as sentences, for example that the engine is of another line than the package. */
  readonly warnings: readonly string[];
  readonly drills: readonly DrillRecord[];
}

/**
 * What became of a drill:
 * - `held`: everything that must hold did.
 * - `broken`: something did not.
 * - `expected`: something did not, and the environment's own rules say that it cannot.
 * - `unfit`: the environment has nothing to run it on, for example no second zone.
 */
export type Verdict = 'held' | 'broken' | 'expected' | 'unfit';

/** One drill with all its rounds. */
export interface DrillRecord {
  readonly drill: string;
  /** What it does and what must hold, in one sentence. */
  readonly story: string;
  readonly verdict: Verdict;
  /** One line that says why, for example `writable after 6.2 s, 0 of 9,811 acknowledged writes lost`. */
  readonly because: string;
  readonly rounds: readonly Round[];
}

/** One run of a drill. Every time is in milliseconds since the first injected fault; what went before it is negative. */
export interface Round {
  /** What the drill did, in order. */
  readonly marks: readonly Mark[];
  readonly timeline: Timeline;
  readonly account: Account;
  /** When each thing was first seen; what never came is left out. */
  readonly measured: Readonly<Partial<Record<Moment, Milliseconds>>>;
  /** What was forecast; undefined where no forecast knows the fault, or no failover is to come. */
  readonly forecast: RoundForecast | undefined;
  readonly checks: readonly Check[];
  /** Why some of them cannot hold, with the host that led when it began; undefined if all of them must. */
  readonly beyond: Beyond | undefined;
  /** Why its times are not to be relied on, for example that the measuring process paused for 80 ms; undefined if they are. */
  readonly disturbed: string | undefined;
  /** Why the group had to be made anew after it; undefined if it was left healthy. */
  readonly wreck: string | undefined;
}

/** What the drill did to something. */
export interface Mark {
  readonly at: Milliseconds;
  /** For example `power of ns cut`. */
  readonly text: string;
  /** What it was done to; undefined for a step that is about all. */
  readonly host: string | undefined;
}

/**
 * What a check is about: whether and when a replica is promoted, what becomes of acknowledged writes, whether a definition
 * reaches the group, or what must hold whatever the environment is.
 */
export type Concern = 'failover' | 'writes' | 'change' | 'always';

/** What an environment cannot come through by its own rules. */
export interface Beyond {
  /** A clause that names the rule or the field. */
  readonly because: string;
  /** What the checks are about that cannot hold. */
  readonly about: readonly Concern[];
}

/** Something that must hold after a drill. */
export interface Check {
  readonly about: Concern;
  /** What must hold, as a sentence: `No acknowledged write is lost`. */
  readonly must: string;
  readonly held: boolean;
  /** What was seen, as a clause: `0 of 9,811`. */
  readonly seen: string;
}

/** The forecast of a round and how it compares. */
export interface RoundForecast {
  readonly fault: Fault;
  readonly spans: Readonly<Partial<Record<Moment, Span>>>;
  /** Measured moments outside their span, with the term of the formula that is off. */
  readonly off: readonly {
    readonly moment: Moment;
    readonly measured: Milliseconds;
    readonly term: string;
  }[];
}

/** What was seen from outside and inside, on one clock. */
export interface Timeline {
  /** The role of each data host, as spans without gaps; `silent` for no answer, or only refusals. */
  readonly roles: readonly Lane<'primary' | 'replica' | 'silent'>[];
  /** The host that each data host follows and is in sync with; `nobody` for none, `silent` for no answer. */
  readonly follows: readonly Lane<string>[];
  /**
   * The host that each Sentinel names as primary; an address that is no host stands as it is, `nobody` where it knows no
   * such group, `silent` for no answer.
   */
  readonly named: readonly Lane<string>[];
  /** What Sentinels published. */
  readonly events: readonly SentinelEvent[];
  /** The replication offset of each data host, taken at least every 250 ms. */
  readonly offsets: readonly {
    readonly host: string;
    readonly samples: readonly (readonly [Milliseconds, number])[];
  }[];
}

/** What something was, and when. */
export interface Lane<Value extends string> {
  readonly host: string;
  readonly spans: readonly {
    readonly from: Milliseconds;
    readonly to: Milliseconds;
    readonly value: Value;
  }[];
}

/** An event that a Sentinel published, for example `+switch-master`. */
export interface SentinelEvent {
  readonly at: Milliseconds;
  readonly host: string;
  readonly event: string;
  readonly detail: string;
}

/** What became of every write. */
export interface Account {
  readonly total: Fate;
  /**
   * How many values a counter handed out more than once. Each time but the last, the write that it answered was lost; but an
   * application that takes them for ids has the same id twice, whatever it does about lost writes.
   */
  readonly repeated: number;
  readonly clients: readonly ClientAccount[];
}

/** How many writes met which fate. A write that was sent is in exactly one of the first four. */
export interface Fate {
  /** Acknowledged and kept. */
  readonly kept: number;
  /** Acknowledged and lost. */
  readonly lost: number;
  /** Never acknowledged, and kept. */
  readonly unacknowledged: number;
  /** Never acknowledged, and not kept. */
  readonly refused: number;
  /** Applied more than once, whether acknowledged or not; it is counted above too. */
  readonly doubled: number;
}

/** What one client saw. */
export interface ClientAccount {
  /** For example `ioredis 1`. */
  readonly client: string;
  /** For example `ioredis 6.0.0`. */
  readonly library: string;
  readonly settings: 'recommended' | 'default';
  readonly fate: Fate;
  /** How often a write was rejected, by the error's first word or class: `READONLY`, `NOREPLICAS`, `ECONNREFUSED`. */
  readonly errors: Readonly<Record<string, number>>;
  /** How often its listener for errors was told something, by the same names. */
  readonly complaints: Readonly<Record<string, number>>;
  /** The longest time after the fault in which it had something to write and nothing was acknowledged. */
  readonly gap: { readonly from: Milliseconds; readonly to: Milliseconds };
  /** How long it was from the first acknowledged write that is lost to the last one; 0 if there are not two. */
  readonly lostFor: Milliseconds;
  /** For how long it got acknowledgements from a primary after the first Sentinel named another one; 0 if it did not. */
  readonly onReplaced: Milliseconds;
}
