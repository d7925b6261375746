/** How each kind of client is opened. A library is loaded where one of its clients is. */
import type { WriterKind } from '../kind.ts';
import type { Open } from './client.ts';

/** Loads what a kind needs, and hands over what opens one. */
export const CLIENTS: Readonly<Record<WriterKind, () => Promise<Open>>> = {
  counter: async () => (await import('./counter.ts')).openCounter,
  'node-redis': async () => (await import('./node-redis.ts')).openNodeRedis,
  ioredis: async () => (await import('./ioredis.ts')).openIoredis,
  iovalkey: async () => (await import('./iovalkey.ts')).openIovalkey,
};
