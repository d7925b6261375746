/** What a Redis tells of itself, read alone: `INFO` and `ROLE`, one round trip. */
import type { Bytes } from '../../base/units.ts';
import type { RedisView } from '../../group/redis-view.ts';
import type { Engine } from './engine.ts';
import type { Logins } from './logins.ts';
import type { Place } from './place.ts';

/** A data host: what its Redis told, or why nobody knows. */
export interface RedisStatus {
  readonly host: string;
  readonly address: string;
  /** Undefined where it told nothing. */
  readonly facts: RedisFacts | undefined;
  /** Why it told nothing, as a sentence; undefined where it did. */
  readonly unknown: string | undefined;
  /** What health is judged by. Whoever acknowledged lately counts as one that does. */
  readonly view: RedisView;
}

/** What one Redis told. */
export interface RedisFacts {
  readonly role: 'primary' | 'replica';
  /** Its `run_id`, another one after each start. */
  readonly runId: string;
  readonly engine: Engine;
  /** Seconds since it started. */
  readonly uptime: number;
  /** True while it reads its data from its volume, and answers nothing else. */
  readonly loading: boolean;
  /** Of a replica: its `replica-priority`, 0 is never promoted; undefined for a primary, which does not tell. */
  readonly priority: number | undefined;
  /** How far it is in the stream of writes, in bytes since that began. */
  readonly offset: number;
  /** The id of that stream: offsets of two hosts compare only where it is the same. */
  readonly replicationId: string;
  /** How many keys it holds, of all databases. */
  readonly keys: number;
  /** Of a replica: whom it follows, and how; undefined for a primary. */
  readonly following: Following | undefined;
  /** Of any: who follows it, as it says itself. */
  readonly followers: readonly Follower[];
  /** How many of them count for its write guard (`min-replicas-to-write`); undefined where it has none. */
  readonly goodReplicas: number | undefined;
  /** What it lets wait by `CLIENT PAUSE`: `write` or `all`; undefined where nothing, or it does not tell (Redis never does). */
  readonly paused: string | undefined;
  readonly memory: RedisMemory;
  readonly persistence: RedisPersistence;
  /** Connections of clients, those of Sentinels among them; replicas are not counted. */
  readonly clients: number;
  /** Who may log in; undefined where there are no users, or it does not tell. */
  readonly logins?: Logins | undefined;
}

/** A replica's link to its primary. */
export interface Following {
  readonly primary: Place;
  /** `up` is in sync; `syncing` gets all data anew; `down` is neither, and tries again. */
  readonly link: 'up' | 'syncing' | 'down';
  /** Seconds since its link went down; undefined while it is up, and where it has never been up since its start. */
  readonly downFor: number | undefined;
  /** False where it has not been in sync since it started: it has what was on its volume, or nothing. */
  readonly wasUp: boolean;
  /** Seconds since it heard of its primary; undefined while the link is down. */
  readonly heard: number | undefined;
}

/** A replica, as its primary tells of it. */
export interface Follower {
  readonly place: Place;
  /** `online` is sent every write; other words are steps of a full sync. */
  readonly state: string;
  /** What it has acknowledged of the stream. */
  readonly offset: number;
  /** Seconds since it last acknowledged; undefined where it never did. */
  readonly lag: number | undefined;
}

/** Memory, in bytes. */
export interface RedisMemory {
  /** What counts against `maxmemory`, and what it has for replicas and the append-only file beside it. */
  readonly used: Bytes;
  /** What of the machine's memory the process has. */
  readonly resident: Bytes;
  /** 0 where it has no limit. */
  readonly maxmemory: Bytes;
  /** `maxmemory-policy`. */
  readonly policy: string;
  /** The machine's memory; undefined where the system does not tell. */
  readonly machine: Bytes | undefined;
}

/** What is kept on the volume. */
export interface RedisPersistence {
  /** Seconds since the last snapshot, or since the program started where it has made none. */
  readonly savedAgo: number;
  /** How many writes no snapshot has. */
  readonly unsaved: number;
  /** False where the last snapshot failed. */
  readonly saved: boolean;
  /** True while a snapshot is written, also for a replica that syncs. */
  readonly saving: boolean;
  readonly appendOnly: boolean;
  /** False where the last rewrite of the append-only file failed. */
  readonly rewritten: boolean;
  /** True while that is rewritten. */
  readonly rewriting: boolean;
  /** False where it could not write to its append-only file. */
  readonly appended: boolean;
}
