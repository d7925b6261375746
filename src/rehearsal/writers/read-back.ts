/** What a group has of all that was written, from the primary that its Sentinels name. */
import type { Redis } from 'ioredis';
import { ask, primaryNamedBy } from './ask.ts';
import type { Listening, WriterJob } from './job.ts';

/** The ids of one client that the primary has, in the order of its list. */
export interface Kept {
  readonly client: string;
  readonly ids: readonly number[];
}

/** How long the Sentinels are waited for, and then the primary, in milliseconds. */
const LIMIT = 5_000;

/**
 * Reads every client's list, and removes it.
 *
 * @throws Error if most Sentinels do not name one primary, or it cannot be read
 */
export async function keptWrites(job: WriterJob): Promise<readonly Kept[]> {
  if (job.lists.length === 0) return [];
  const primary = await primaryOfMost(job);
  return ask(primary, { username: job.username, password: job.password, limit: LIMIT }, (redis) =>
    readLists(redis, primary, job),
  );
}

async function readLists(redis: Redis, { host }: Listening, { lists }: WriterJob): Promise<readonly Kept[]> {
  const [role] = [await redis.role()].flat();
  if (role !== 'master') throw new Error(`the Sentinels name ${host}, which is no primary`);
  const kept = await Promise.all(
    lists.map(async ({ client, key }) => ({ client, ids: (await redis.lrange(key, 0, -1)).map(Number) })),
  );
  await redis.unlink(lists.map(({ key }) => key));
  return kept;
}

/** What more than half of all Sentinels name. */
async function primaryOfMost(job: WriterJob): Promise<Listening> {
  const { sentinels } = job;
  const answers = await Promise.all(
    sentinels.map((sentinel) => primaryNamedBy(sentinel, job, LIMIT).catch(() => undefined)),
  );
  const most = answers.find(
    (answer) => 2 * answers.filter((other) => other?.host === answer?.host).length > sentinels.length,
  );
  if (most === undefined) throw new Error('most Sentinels do not name one primary');
  return most;
}
