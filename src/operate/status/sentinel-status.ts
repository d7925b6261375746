/** What a Sentinel tells of its group, read alone: one round trip. */
import type { SentinelView } from '../../group/sentinel-view.ts';
import type { Engine } from './engine.ts';
import type { Logins } from './logins.ts';
import type { Place } from './place.ts';

/** A Sentinel: what it told, or why nobody knows. */
export interface SentinelStatus {
  readonly host: string;
  readonly address: string;
  /** Undefined where it told nothing, or watches no group of that name. */
  readonly facts: SentinelFacts | undefined;
  /** Why it told nothing, as a sentence; undefined where it did. */
  readonly unknown: string | undefined;
  /** What health is judged by. */
  readonly view: SentinelView;
}

/** What one Sentinel told. */
export interface SentinelFacts {
  /** Its own id. */
  readonly myid: string;
  readonly engine: Engine;
  /** Seconds since it started. */
  readonly uptime: number;
  /** The primary that it names. */
  readonly primary: Place;
  /** What it finds of that, in Sentinel's words: `master`, and `s_down`, `o_down`, `failover_in_progress` ... */
  readonly flags: readonly string[];
  /** The other Sentinels that it knows. */
  readonly sentinels: readonly KnownSentinel[];
  /** The replicas that it knows; those of `replica-announced no` it does not tell of. */
  readonly replicas: readonly KnownReplica[];
  /** How many replicas it knows, those that it does not tell of among them. */
  readonly replicaCount: number;
  readonly quorum: number;
  /** The epoch of the primary that it names: who has seen a later failover has a higher one. */
  readonly configEpoch: number;
  /** The epoch that it is in; undefined where its file cannot be read, since no command tells it. */
  readonly currentEpoch: number | undefined;
  /** How far a failover is that it leads, in Sentinel's words; undefined where it leads none. */
  readonly failover: string | undefined;
  /** True where it mistrusts its clock, and does nothing for 30 s. */
  readonly tilt: boolean;
  readonly ckquorum: Ckquorum;
  /** Who may log in; undefined where there are no users, or it does not tell. */
  readonly logins?: Logins | undefined;
}

/** The answer to `SENTINEL CKQUORUM`: whether it finds enough others for a failover. */
export interface Ckquorum {
  readonly ok: boolean;
  /** In its own words. */
  readonly said: string;
}

/** A Sentinel, as another one tells of it. */
export interface KnownSentinel {
  readonly myid: string;
  readonly place: Place;
  readonly flags: readonly string[];
}

/** A replica, as a Sentinel tells of it. */
export interface KnownReplica {
  readonly place: Place;
  readonly flags: readonly string[];
  /** As it was when it was asked last, at most 10 s ago for one that is up. */
  readonly priority: number;
  readonly offset: number;
  readonly runId: string;
  /** False where it says that its link to the primary is not up. */
  readonly linked: boolean;
}
