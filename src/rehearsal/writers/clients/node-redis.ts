import { subscribe } from 'node:diagnostics_channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSentinel } from 'redis';
import type { Opening, WriterClient } from './client.ts';

/** A Sentinel client of node-redis, as far as a writer needs it. */
interface Sentinel {
  rPush(key: string, element: string): Promise<number>;
  on(event: 'error', hear: (error: unknown) => void): unknown;
}

/**
 * The library makes a class with every command for each connection, which takes so long (60 ms and more of a busy CPU, with
 * 6.3.1) that clients which are opened at once run into their time limits, try again, and never end doing so.
 */
let lastOpened: Promise<unknown> = Promise.resolve();

/** One that hangs does not keep the others waiting for longer, in milliseconds. */
const TURN = 1_000;

/** Opens a Sentinel client of node-redis after those that are being opened, and waits until it is connected. */
export function openNodeRedis(opening: Opening): Promise<WriterClient> {
  const open = lastOpened.then(() => opened(opening));
  lastOpened = Promise.race([open.catch(() => undefined), sleep(TURN)]);
  return open;
}

async function opened({ job, client, complain, run }: Opening): Promise<WriterClient> {
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
  { group, password }: Opening['job'],
  { sentinels }: Opening['client'],
): Promise<Sentinel> {
  const redis = createSentinel({
    name: group,
    sentinelRootNodes: [...sentinels],
    nodeClientOptions: { password },
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
