/** One question to one program, over a connection of its own. */
import { Redis } from 'ioredis';
import type { Listening, WriterJob } from './job.ts';

/** How a program is asked. */
export interface Asking {
  /** The user that asks. @default the default one */
  readonly username?: string | undefined;
  /** Undefined for a program that asks for none. */
  readonly password?: string | undefined;
  /** How long all of it may take, in milliseconds; undefined for no limit. */
  readonly limit: number | undefined;
}

/**
 * Connects, asks, and closes the connection.
 *
 * @throws Error as the library has it, with code `ETIMEDOUT` after the limit
 */
export async function ask<Result>(
  { authority, redisPort: _, ...program }: Listening,
  { username, password, limit }: Asking,
  question: (redis: Redis) => Promise<Result>,
): Promise<Result> {
  const redis = new Redis({
    ...program,
    ...(authority === undefined ? {} : { tls: { ca: authority } }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    lazyConnect: true,
    enableReadyCheck: false,
    disableClientInfo: true,
    // Nothing is tried again, and nothing but `limit` ends what takes long.
    retryStrategy: () => null,
    maxRetriesPerRequest: null,
    connectTimeout: 0,
  });
  const failed = new Promise<never>((_, reject) => {
    redis.once('error', reject);
    if (limit !== undefined) setTimeout(() => reject(tooLate(program)), limit).unref();
  });
  try {
    return await Promise.race([failed, question(redis)]);
  } finally {
    failed.catch(() => undefined);
    redis.disconnect();
  }
}

function tooLate({ host, port }: Listening): Error {
  return Object.assign(new Error(`${host}:${port} does not answer`), { code: 'ETIMEDOUT' });
}

/** What a Sentinel names as the primary of the group of a job; undefined if it does not know the group. */
export async function primaryNamedBy(
  sentinel: Listening,
  { group, username, password }: Pick<WriterJob, 'group' | 'username' | 'password'>,
  limit: number | undefined,
): Promise<Listening | undefined> {
  // A Sentinel without users refuses who shows a password.
  const login = username === undefined ? {} : { username, password };
  const answer = await ask(sentinel, { ...login, limit }, (redis) =>
    redis.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', group),
  );
  if (!Array.isArray(answer)) return undefined;
  const [host, port] = answer.map(String);
  return host === undefined ? undefined : { ...sentinel, host, port: sentinel.redisPort ?? Number(port) };
}
