/** What a repair asks a Redis beside its status. */
import { aclUser } from '../../group/acl-user.ts';
import type { Group } from '../../group/group.ts';
import { infoOf, listOf, type Reply, textOf } from '../../group/reply.ts';
import { hashOf } from '../../redis/password.ts';
import { DEFAULT_USER } from '../../topology/users.ts';
import { askProgram, refusalOf } from '../status/ask.ts';
import type { RedisStatus } from '../status/redis-status.ts';
import { GUARD, PRIORITY } from '../switchover/settings.ts';
import type { Login, RedisExam } from './examination.ts';
import { redisFile } from './file-state.ts';
import { userOf } from './passwords.ts';
import { readPaused } from './pause-seen.ts';
import type { Stream } from './stream.ts';

const questions = (user: string) =>
  [
    ['INFO', 'replication'],
    ['ACL', 'GETUSER', user],
    ['CONFIG', 'GET', 'masterauth'],
    ['CONFIG', 'GET', 'masteruser'],
    ['CONFIG', 'GET', PRIORITY],
    ['CONFIG', 'GET', GUARD],
  ] as const;

/**
 * Asks one that told its status.
 *
 * @param numberOf stands for a login by a number, the same for the same
 * @returns nothing where it does not answer
 */
export async function examineRedis(
  group: Group,
  { host, facts }: Pick<RedisStatus, 'host' | 'facts'>,
  numberOf: (login: string) => number,
): Promise<readonly RedisExam[]> {
  if (facts === undefined) return [];
  const user = userOf(group.environment, 'replication');
  const answered = await askProgram(`Redis on ${host}`, group.redis(host), questions(user));
  if ('silence' in answered) return [];
  const [info = null, asks = null, password = null, name = null, priority = null, guard = null] =
    answered.replies;
  return [
    {
      host,
      former: formerOf(infoOf(info)),
      paused: await readPaused(group.redis(host)),
      login: {
        asks: askedFor(user, asks, numberOf),
        shows: shownBy(givenBy(name), givenBy(password), numberOf),
      },
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

/** Where there is no such user, or nobody needs a password to be it, nobody shows a wrong one. */
function askedFor(user: string, reply: Reply, numberOf: (login: string) => number): Login['asks'] {
  const { flags, passwords } = aclUser(reply);
  return passwords.length === 0 || flags.includes('nopass')
    ? undefined
    : passwords.map((hash) => numberOf(`${user} ${hash}`));
}

/** Who names no user is the default one. */
function shownBy(
  name: string | undefined,
  password: string | undefined,
  numberOf: (login: string) => number,
): Login['shows'] {
  return name === undefined || password === undefined
    ? undefined
    : numberOf(`${name || DEFAULT_USER} ${hashOf(password)}`);
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
