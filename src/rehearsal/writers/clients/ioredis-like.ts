/** What ioredis and iovalkey, which was forked from it, have in common. */
import type { Opening, WriterClient } from './client.ts';

/** A client of one of them, as far as a writer needs it. */
interface IoredisLike {
  /** The connection to the server that commands go to now. */
  readonly stream: { readonly remoteAddress?: string | undefined };
  rpush(key: string, element: string): Promise<number>;
  on(event: 'error', hear: (error: unknown) => void): unknown;
}

/** What either is given by who leaves the rest to its author. */
export function optionsOf({ group, username, password }: Opening['job'], { sentinels }: Opening['client']) {
  const [{ authority } = { authority: undefined }] = sentinels;
  const tls = { ca: authority };
  return {
    name: group,
    sentinels: sentinels.map(({ host, port }) => ({ host, port })),
    password,
    ...(username === undefined ? {} : { username, sentinelUsername: username, sentinelPassword: password }),
    ...(authority === undefined ? {} : { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
  };
}

/** An answer is seen while the connection that brought it is open still. */
export function pushThrough(
  redis: IoredisLike,
  key: string,
  complain: (error: unknown) => void,
): WriterClient {
  redis.on('error', complain);
  return {
    write: async (id) => ({
      value: await redis.rpush(key, String(id)),
      from: redis.stream.remoteAddress,
    }),
  };
}
