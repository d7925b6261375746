import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a Redis command answers. */
export type Reply = string | number | null | readonly Reply[];

/** A connection to a server that a test booted. */
export interface RedisClient {
  /** Sends one command; an error reply is thrown. */
  command(...words: readonly string[]): Promise<Reply>;
  /** Asks `CONFIG GET` and answers name by value. */
  config(...names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The server's configuration file as it is now. */
  file(): Promise<string>;
}

/** Files by their paths in the folder where a server is started. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** A server that ended instead of listening. */
export class BootFailure extends Error {}

/**
 * Boots a real redis-server with these lines on a unix socket, hands over a client, and removes everything.
 * `engine` is the path of the server; the installed one by default.
 */
export function withServer<Result>(
  conf: string,
  use: (client: RedisClient) => Promise<Result>,
  engine = 'redis-server',
): Promise<Result> {
  return withProcess(conf, [], use, engine);
}

/** What a server says that does not start with the `redis.conf` of these files; undefined if it starts. */
export function refusalOfFiles(files: Files, engine = 'redis-server'): Promise<string | undefined> {
  return refusalBy(withProcess(files, [], answers, engine));
}

/** The same with a Sentinel. */
export function withSentinel<Result>(
  conf: string,
  use: (client: RedisClient) => Promise<Result>,
  engine = 'redis-server',
): Promise<Result> {
  return withProcess(conf, ['--sentinel'], use, engine);
}

async function withProcess<Result>(
  conf: string | Files,
  options: readonly string[],
  use: (client: RedisClient) => Promise<Result>,
  engine: string,
): Promise<Result> {
  await mkdir('tmp', { recursive: true });
  // Relative, because the path of a unix socket may have about 100 bytes only.
  const directory = relative('.', await mkdtemp(join('tmp', 'redis-')));
  try {
    await writeFiles(directory, typeof conf === 'string' ? { 'redis.conf': conf } : conf);
    await appendFile(join(directory, 'redis.conf'), '\nport 0\nunixsocket socket\n');
    const { client, end } = await boot(directory, options, engine);
    return await use(client).finally(() => end('SIGKILL'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A server that runs in a folder. */
export interface Booted {
  readonly client: RedisClient;
  /** Sends it a signal. */
  signal(signal: NodeJS.Signals): void;
  /** Sends it a signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/**
 * Boots a server with the `redis.conf` of a folder, which must have it listen on the unix socket `socket`. The path of
 * the folder must be short.
 *
 * @param options arguments behind the file
 */
export async function boot(directory: string, options: readonly string[], engine: string): Promise<Booted> {
  const server = spawn(engine, ['redis.conf', ...options], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(server, 'close');
  try {
    const socket = await connected(server, closed, join(directory, 'socket'));
    return {
      client: client(socket, directory),
      signal(signal) {
        server.kill(signal);
      },
      async end(signal) {
        socket.destroy();
        server.kill(signal);
        await closed;
      },
    };
  } catch (error) {
    server.kill('SIGKILL');
    await closed;
    throw error;
  }
}

/** What a server says that does not start with these lines; undefined if it starts. */
export function refusalOf(conf: string, engine = 'redis-server'): Promise<string | undefined> {
  return refusalBy(withServer(conf, answers, engine));
}

/** 7.0 listens before it reads users, and may end after that: it has started when it answers, whatever it says. */
async function answers(client: RedisClient): Promise<undefined> {
  try {
    await client.command('PING');
  } catch (error) {
    if (error instanceof BootFailure) throw error;
  }
  return undefined;
}

async function writeFiles(directory: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
}

async function refusalBy(started: Promise<undefined>): Promise<string | undefined> {
  try {
    return await started;
  } catch (error) {
    if (error instanceof BootFailure) return error.message;
    throw error;
  }
}

/** In milliseconds, on a busy machine. */
const LONGEST_START = 30_000;

async function connected(server: ChildProcess, closed: Promise<unknown>, path: string): Promise<Socket> {
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (data) => (output += String(data)));
  const until = Date.now() + LONGEST_START;
  while (true) {
    if (server.exitCode !== null) {
      await closed;
      throw new BootFailure(output);
    }
    if (Date.now() > until) throw new Error(`the server neither listens nor ends: ${output}`);
    const socket = connect(path);
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      await sleep(5);
    }
  }
}

function client(socket: Socket, directory: string): RedisClient {
  const command = commander(socket);
  return {
    command,
    config: async (...names) => pairs(await command('CONFIG', 'GET', ...names)),
    file: () => readFile(join(directory, 'redis.conf'), 'utf8'),
  };
}

/** Who waits for an answer. */
interface Waiting {
  resolve(value: Reply): void;
  reject(error: Error): void;
}

/** Sends commands without waiting for the answers to earlier ones, which come in the same order. */
function commander(socket: Socket): RedisClient['command'] {
  const waiting: Waiting[] = [];
  let received = Buffer.alloc(0);
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    for (let answer = decode(received, 0); answer !== undefined; answer = decode(received, 0)) {
      received = received.subarray(answer.next);
      settle(waiting.shift(), answer.value);
    }
  });
  // What fails is closed then.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const one of waiting.splice(0)) one.reject(noAnswer());
  });
  return (...words) =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) return reject(noAnswer());
      waiting.push({ resolve, reject });
      socket.write(encode(words));
    });
}

function settle(waiting: Waiting | undefined, value: Reply | Error): void {
  if (value instanceof Error) waiting?.reject(value);
  else waiting?.resolve(value);
}

function encode(words: readonly string[]): string {
  return [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ''].join(
    '\r\n',
  );
}

function noAnswer(): BootFailure {
  return new BootFailure('the server ended without an answer');
}

interface Decoded {
  readonly value: Reply | Error;
  readonly next: number;
}

/** Reads one RESP2 value; undefined if it is not complete yet. */
function decode(data: Buffer, start: number): Decoded | undefined {
  const end = data.indexOf('\r\n', start);
  if (end < 0) return undefined;
  const head = data.toString('utf8', start + 1, end);
  const next = end + 2;
  switch (data.toString('latin1', start, start + 1)) {
    case '+':
      return { value: head, next };
    case '-':
      return { value: new Error(head), next };
    case ':':
      return { value: Number(head), next };
    case '$':
      return bulk(data, next, Number(head));
    default:
      return array(data, next, Number(head));
  }
}

function bulk(data: Buffer, start: number, length: number): Decoded | undefined {
  if (length < 0) return { value: null, next: start };
  const next = start + length + 2;
  return next > data.length ? undefined : { value: data.toString('utf8', start, start + length), next };
}

function array(data: Buffer, start: number, length: number): Decoded | undefined {
  const values: Reply[] = [];
  let [next, error]: [number, Error | undefined] = [start, undefined];
  for (let index = 0; index < length; index++) {
    const element = decode(data, next);
    if (element === undefined) return undefined;
    if (element.value instanceof Error) error ??= element.value;
    else values.push(element.value);
    next = element.next;
  }
  return { value: error ?? values, next };
}

function pairs(answer: Reply): ReadonlyMap<string, string> {
  if (!Array.isArray(answer)) throw new Error(`not a list: ${JSON.stringify(answer)}`);
  const words = answer.map(String);
  return new Map(
    words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1] ?? ''] as const] : [])),
  );
}
