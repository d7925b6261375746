/** What a repair asks a Redis beside its status. */
import type { Group } from '../../group/group.ts';
import { infoOf, listOf, type Reply, textOf } from '../../group/reply.ts';
import { askProgram, refusalOf } from '../status/ask.ts';
import type { RedisStatus } from '../status/redis-status.ts';
import { GUARD, PRIORITY } from '../switchover/settings.ts';
import type { Login, RedisExam } from './examination.ts';
import { redisFile } from './file-state.ts';
import { readPaused } from './pause-seen.ts';
import type { Stream } from './stream.ts';

const QUESTIONS = [
  ['INFO', 'replication'],
  ['CONFIG', 'GET', 'requirepass'],
  ['CONFIG', 'GET', 'masterauth'],
  ['CONFIG', 'GET', 'masteruser'],
  ['CONFIG', 'GET', PRIORITY],
  ['CONFIG', 'GET', GUARD],
] as const;

/**
 * Asks one that told its status.
 *
 * @param numberOf stands for a password by a number, the same for the same
 * @returns nothing where it does not answer
 */
export async function examineRedis(
  group: Group,
  { host, facts }: Pick<RedisStatus, 'host' | 'facts'>,
  numberOf: (password: string) => number,
): Promise<readonly RedisExam[]> {
  if (facts === undefined) return [];
  const answered = await askProgram(`Redis on ${host}`, group.redis(host), QUESTIONS);
  if ('silence' in answered) return [];
  const [info = null, asks = null, shows = null, user = null, priority = null, guard = null] =
    answered.replies;
  return [
    {
      host,
      former: formerOf(infoOf(info)),
      paused: await readPaused(group.redis(host)),
      login: loginOf(asks, shows, user, numberOf),
      priority: numberIn(priority),
      minReplicas: numberIn(guard),
      file: await redisFile(group.reach, host, facts),
    },
  ];
}

/** `second_repl_offset` is the first one that is of the new stream; -1 where there is no former one. */
function formerOf(info: ReadonlyMap<string, string>): Stream['former'] {
  const [id = '', first] = [info.get('master_replid2'), Number(info.get('second_repl_offset') ?? -1)];
  return id === '' || !(first >= 0) ? undefined : { id, upTo: first - 1 };
}

/** Who logs in as a user of its own shows a password that nobody can compare. */
function loginOf(asks: Reply, shows: Reply, user: Reply, numberOf: (password: string) => number): Login {
  const own = givenBy(user);
  const number = (value: string | undefined) => (value === undefined ? undefined : numberOf(value));
  return { asks: number(givenBy(asks)), shows: own === '' ? number(givenBy(shows)) : undefined };
}

function numberIn(reply: Reply): number | undefined {
  const value = givenBy(reply);
  return value === undefined ? undefined : Number(value);
}

/** The value that CONFIG GET answers; undefined where it answers none. */
function givenBy(reply: Reply): string | undefined {
  if (refusalOf(reply) !== undefined) return undefined;
  const [, value] = listOf(reply);
  return value === undefined ? undefined : textOf(value);
}
