/**
 * The client of the original note: asks a Sentinel who is primary, and increments a counter there, each time over new
 * connections, as a program for every question does. A Sentinel that names nobody is asked last from then on.
 */
import { ask, primaryNamedBy } from '../ask.ts';
import type { ClientJob, Listening, WriterJob } from '../job.ts';
import type { Acknowledgement, Opening, WriterClient } from './client.ts';

/** The counter of the note, which all its clients share. */
const COUNTER = 'mycounter';

/** Nothing is opened before the first write. */
export function openCounter({ job, client }: Opening): WriterClient {
  const sentinels = [...client.sentinels];
  return {
    write: async (id) => increment(await primaryOf(sentinels, job, client), job, client, id),
  };
}

/** What the first Sentinel of a list names; the list is turned if it names nobody. */
async function primaryOf(sentinels: Listening[], job: WriterJob, { limit }: ClientJob): Promise<Listening> {
  const [sentinel] = sentinels;
  if (sentinel === undefined) throw new Error('there is no Sentinel');
  try {
    const primary = await primaryNamedBy(sentinel, job, limit);
    if (primary === undefined) throw new Error('a Sentinel names nobody');
    return primary;
  } catch (error) {
    sentinels.push(...sentinels.splice(0, 1));
    throw error;
  }
}

/** The id and the counter are written together or not at all. */
async function increment(
  primary: Listening,
  { username, password }: WriterJob,
  { key, limit }: ClientJob,
  id: number,
): Promise<Acknowledgement> {
  const answers = await ask(primary, { username, password, limit }, (redis) =>
    redis.multi().rpush(key, id).incr(COUNTER).exec().catch(throwFirst),
  );
  const [error, value] = answers?.at(-1) ?? [];
  if (typeof value !== 'number') throw error ?? new Error('no answer');
  return { value, from: primary.host };
}

/** A transaction is discarded since a command of it was refused, and that one says why. */
function throwFirst(error: unknown): never {
  if (error instanceof Error && 'previousErrors' in error && Array.isArray(error.previousErrors))
    throw error.previousErrors[0] ?? error;
  throw error;
}
