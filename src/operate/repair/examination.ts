/** What is looked at of a group before it is mended: its status, and what only a repair has to know. */
import type { Environment } from '../../topology/environment.ts';
import { majority, sentinelHosts } from '../../topology/environment.ts';
import { hostAt, type Place } from '../status/place.ts';
import type { RedisFacts } from '../status/redis-status.ts';
import type { SentinelFacts } from '../status/sentinel-status.ts';
import type { GroupStatus } from '../status/status.ts';
import { type Stream, streamOf } from './stream.ts';

/** A group, looked at. */
export interface Examination {
  readonly environment: Environment;
  readonly status: GroupStatus;
  /** Of data hosts that told. */
  readonly redis: readonly RedisExam[];
  /** Of Sentinels that answered. */
  readonly sentinels: readonly SentinelExam[];
}

/** What a repair asks a Redis beside its status. */
export interface RedisExam {
  readonly host: string;
  /** The stream that its own goes on from, and the last offset of it; undefined where there is none. */
  readonly former: Stream['former'];
  /** True where writes of clients are held up by CLIENT PAUSE; undefined where nobody can tell yet. */
  readonly paused: boolean | undefined;
  readonly login: Login;
  /** Its `replica-priority`, which a primary tells nowhere else; undefined where it does not tell. */
  readonly priority: number | undefined;
  /** Its `min-replicas-to-write`; undefined where it does not tell. */
  readonly minReplicas: number | undefined;
  readonly file: FileState;
}

/**
 * The logins of replicas, a user with a password, without a word of them: the same number stands for the same login, in one
 * examination.
 */
export interface Login {
  /** Those that it lets in; undefined where it does not tell, asks for none, or does not have their user. */
  readonly asks: readonly number[] | undefined;
  /** The one that it shows its primary; undefined where it does not tell. */
  readonly shows: number | undefined;
}

/** What a repair asks a Sentinel beside its status. */
export interface SentinelExam {
  readonly host: string;
  /** False where it watches no group of this name; undefined where it does not tell. */
  readonly watches: boolean | undefined;
  readonly file: FileState;
}

/**
 * Whether a program could write its file: `written` where that says what runs, `unknown` where it cannot be read from here,
 * else both as words, such as `replicaof 10.0.0.30 6379`.
 */
export type FileState = 'written' | 'unknown' | { readonly says: string; readonly runs: string };

/** A data host that told, with everything that is known of it. */
export interface DataHost {
  readonly host: string;
  readonly address: string;
  readonly facts: RedisFacts;
  /** Absent where it answered nothing else. */
  readonly exam: RedisExam | undefined;
  readonly stream: Stream;
}

/** A Sentinel that told. */
export interface WatchingSentinel {
  readonly host: string;
  readonly facts: SentinelFacts;
}

/** The data hosts that told, in order. */
export function dataOf({ status, redis }: Examination): readonly DataHost[] {
  return status.data.flatMap(({ host, address, facts }) => {
    if (facts === undefined) return [];
    const exam = redis.find((each) => each.host === host);
    return [{ host, address, facts, exam, stream: streamOf(host, facts, exam?.former) }];
  });
}

/** True for a replica whose primary does not let it in by the login that it shows. */
export function isLockedOut(replica: DataHost, primary: DataHost): boolean {
  const [shown, asked] = [replica.exam?.login.shows, primary.exam?.login.asks];
  return shown !== undefined && asked?.includes(shown) === false;
}

/** The Sentinels that told of the group, in order. */
export function sentinelsOf({ status }: Examination): readonly WatchingSentinel[] {
  return status.sentinels.flatMap(({ host, facts }) => (facts === undefined ? [] : [{ host, facts }]));
}

/** The Sentinels that name a data host as the primary. */
export function namersOf(examination: Examination, host: string): readonly WatchingSentinel[] {
  return sentinelsOf(examination).filter(({ facts }) => dataHostAt(examination, facts.primary) === host);
}

/** True if more than half of all declared Sentinels name a data host. */
export function isNamed(examination: Examination, host: string): boolean {
  const declared = sentinelHosts(examination.environment).length;
  return namersOf(examination, host).length >= majority(declared);
}

/** The declared data host at a place; undefined for a stranger's. */
export function dataHostAt(
  { environment }: Pick<Examination, 'environment'>,
  place: Place,
): string | undefined {
  return hostAt(environment, place, 'redis');
}
