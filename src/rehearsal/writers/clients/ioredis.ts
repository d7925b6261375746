import { Redis } from 'ioredis';
import type { Opening, WriterClient } from './client.ts';
import { optionsOf, pushThrough } from './ioredis-like.ts';

/** Opens a client of ioredis. */
export async function openIoredis({ job, client, complain, run }: Opening): Promise<WriterClient> {
  const redis = client.code === undefined ? new Redis({ ...optionsOf(job, client) }) : await run(client.code);
  if (!(redis instanceof Redis)) throw new TypeError('the code exports no client of ioredis');
  return pushThrough(redis, client.key, complain);
}
