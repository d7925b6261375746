/** How each kind of client is opened. A library is loaded where one of its clients is. */
import type { WriterKind } from '../kind.ts';
import type { Open } from './client.ts';

/** Each kind. */
export const CLIENTS: Readonly<Record<WriterKind, Open>> = {
  counter: async (opening) => (await import('./counter.ts')).openCounter(opening),
  'node-redis': async (opening) => (await import('./node-redis.ts')).openNodeRedis(opening),
  ioredis: async (opening) => (await import('./ioredis.ts')).openIoredis(opening),
  iovalkey: async (opening) => (await import('./iovalkey.ts')).openIovalkey(opening),
};
