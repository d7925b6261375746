/** Programs of hosts that a test plays. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { Endpoint, Reach } from '../../src/group/reach.ts';

/** What a program that is played answers to a command, in RESP; undefined for nothing. */
export type Answer = (command: readonly string[]) => string | undefined;

/** A program that listens until the test ends. */
export interface Program {
  readonly endpoint: Endpoint;
  /** How many connections it has had. */
  readonly connections: () => number;
  /** Resets every connection that it has. */
  readonly hangUp: () => void;
}

/** Plays a program. */
export async function play(t: ExecutionContext, answer: Answer): Promise<Program> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const command of commandsOf(data.toString())) socket.write(answer(command) ?? '');
    });
  }).listen(0, '127.0.0.1');
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  t.teardown(() => {
    hangUp();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return { endpoint: { host: '127.0.0.1', port: address.port }, connections: () => sockets.length, hangUp };
}

/** A reach to hosts of which each program listens at the same place, and that have these files. */
export function reachTo(endpoint: Endpoint, files: Readonly<Record<string, string>> = {}): Reach {
  return {
    exec: async () => {
      throw new Error('a question starts a process');
    },
    read: async (_host, path) => files[path],
    endpoint: async () => endpoint,
  };
}

/** The commands in what a client sent at once, none of which is cut in two here. */
function commandsOf(sent: string): readonly (readonly string[])[] {
  return sent
    .split(/^\*\d+\r\n/m)
    .slice(1)
    .map((command) => command.split('\r\n').filter((_, at) => at % 2 === 1));
}
