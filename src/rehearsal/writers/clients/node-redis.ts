import { subscribe } from 'node:diagnostics_channel';
import { createSentinel } from 'redis';
import type { Opening, WriterClient } from './client.ts';

/** A Sentinel client of node-redis, as far as a writer needs it. */
interface Sentinel {
  rPush(key: string, element: string): Promise<number>;
  on(event: 'error', hear: (error: unknown) => void): unknown;
}

/** Opens a Sentinel client of node-redis, and waits until it is connected. */
export async function openNodeRedis({ job, client, complain, run }: Opening): Promise<WriterClient> {
  const redis = client.code === undefined ? await withDefaults(job, client) : await run(client.code);
  if (!isSentinel(redis)) throw new TypeError('the code exports no Sentinel client of node-redis');
  redis.on('error', complain);
  return {
    write: async (id) => ({
      value: await redis.rPush(client.key, String(id)),
      from: sentTo.get(client.key),
    }),
  };
}

/** Without a listener for errors its process would end. */
async function withDefaults(
  { group, username, password }: Opening['job'],
  { sentinels }: Opening['client'],
): Promise<Sentinel> {
  const [{ authority } = { authority: undefined }] = sentinels;
  const encrypted = authority === undefined ? {} : ({ socket: { tls: true, ca: authority } } as const);
  const named = username === undefined ? {} : { username, password };
  const redis = createSentinel({
    name: group,
    sentinelRootNodes: sentinels.map(({ host, port }) => ({ host, port })),
    sentinelClientOptions: { ...named, ...encrypted },
    nodeClientOptions: { password, ...named, ...encrypted },
  });
  redis.on('error', () => undefined);
  await redis.connect();
  return redis;
}

function isSentinel(value: unknown): value is Sentinel {
  return value instanceof Object && 'rPush' in value && 'on' in value;
}

/** The address that the last command with each key was sent to. */
const sentTo = new Map<string, string>();

/** Nothing else tells where a client with several connections sends a command. One that is sent again is told again. */
subscribe('tracing:node-redis:command:start', (command) => {
  if (!isSent(command)) return;
  const [, key] = command.args;
  if (key !== undefined) sentTo.set(key, command.serverAddress);
});

/** What the library publishes of a command, as far as it is used. */
interface Sent {
  /** Its name and its key; the rest is left out. */
  readonly args: readonly string[];
  readonly serverAddress: string;
}

function isSent(message: unknown): message is Sent {
  return message instanceof Object && 'args' in message && 'serverAddress' in message;
}
