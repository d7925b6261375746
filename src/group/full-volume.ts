/** What a Redis does that cannot write to its volume. */
import { valuesOf } from '../topology/effective.ts';
import type { Environment } from '../topology/environment.ts';
import { type Problem, problem } from './problem.ts';
import type { RedisView, Unwritten } from './redis-view.ts';

const AGAIN: Readonly<Record<Unwritten, string>> = {
  snapshot: 'BGSAVE succeeds',
  'append-only file': 'it can',
};

/**
 * What is not as it should be with a data host that could not write what the environment keeps; nothing if it could. A
 * primary refuses writes then, and a replica ends itself at the next one that it gets, also once there is room (redis
 * server.c, writeCommandsDeniedByDiskError and processCommand; measured with 7.0.15).
 */
export function unwrittenProblems(environment: Environment, view: RedisView): readonly Problem[] {
  const { host, unwritten } = view;
  if (unwritten === undefined || !isKept(environment, unwritten)) return [];
  const then = consequence(environment, view, unwritten);
  return [problem('unwritten', [host], `${host} could not write its ${unwritten}${then}`)];
}

function consequence(environment: Environment, { role }: RedisView, unwritten: Unwritten): string {
  if (!refuses(environment, unwritten)) return '';
  if (role === 'primary') return `, and refuses writes until ${AGAIN[unwritten]}`;
  return endsItself(environment)
    ? `, and ends itself at the next write that it gets unless ${AGAIN[unwritten]} before`
    : '';
}

/** A snapshot that somebody asked for is nothing that the environment relies on. */
function isKept({ redis }: Environment, unwritten: Unwritten): boolean {
  return redis.persistence === (unwritten === 'snapshot' ? 'rdb' : 'aof');
}

function refuses(environment: Environment, unwritten: Unwritten): boolean {
  return (
    unwritten === 'append-only file' ||
    valuesOf(environment, 'redis', 'stop-writes-on-bgsave-error')[0] === 'yes'
  );
}

/** Before Redis 7.0 there is no such directive, and a replica goes on. */
function endsItself(environment: Environment): boolean {
  return valuesOf(environment, 'redis', 'replica-ignore-disk-write-errors')[0] === 'no';
}
