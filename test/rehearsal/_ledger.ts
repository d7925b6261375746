/** Writers that run the code which `vedette clients` writes, and what became of each of their writes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '../../src/local/index.ts';
import { type ClientName, clientCode } from '../../src/render/client-code.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { redis, until } from '../_boot.ts';

/** One client that writes. */
export interface Writer {
  readonly client: ClientName;
  /** When each write was acknowledged, by its id. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** What was said instead. */
  readonly rejected: readonly string[];
  /** Waits until some more writes are acknowledged. */
  more(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the code of a client on the router, where a program of the same network would be; it has been written to a folder. */
export async function startWriter(
  cloud: LocalCloud,
  environment: Environment,
  client: ClientName,
  { folder, password }: { readonly folder: string; readonly password: string },
): Promise<Writer> {
  const argv = [...commandOf(writeCode(environment, client, join(folder, client))), client];
  const variables = { REDIS_PASSWORD: password, REDISCLI_AUTH: password };
  const child = await cloud.spawn('router', argv, 'pipe', variables);
  const acknowledged = new Map<string, number>();
  const rejected: string[] = [];
  if (child.stdout === null || child.stderr === null) throw new Error('the client was started without pipes');

  createInterface(child.stdout).on('line', (line) => {
    if (/^\d+$/.test(line)) acknowledged.set(line, performance.now());
    else rejected.push(line);
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    client,
    acknowledged,
    rejected,
    more: async (count) => {
      const wanted = acknowledged.size + count;
      await until(`${client} writes`, async () => acknowledged.size >= wanted);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The acknowledged writes that a primary does not have. */
export async function lostWrites(
  cloud: LocalCloud,
  primary: string,
  { client, acknowledged }: Writer,
): Promise<readonly string[]> {
  const kept = new Set((await redis(cloud, primary, 'LRANGE', client, '0', '-1')).split('\n'));
  return [...acknowledged.keys()].filter((id) => !kept.has(id));
}

/** The longest time between two acknowledged writes, in milliseconds. */
export function longestGap({ acknowledged }: Writer): number {
  const times = [...acknowledged.values()];
  return Math.max(...times.map((time, at) => time - (times[at - 1] ?? time)));
}

/** Node runs the code for TypeScript as it is, under a name that says so. */
function writeCode(environment: Environment, client: ClientName, folder: string): string {
  const { file, code } = clientCode(environment, client);
  const path = join(folder, file.replace('.ts', '.mjs'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, code);
  return path;
}

function commandOf(path: string): readonly string[] {
  const writer = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  if (path.endsWith('.py')) return ['/usr/bin/python3', writer('_writer.py'), join(path, '..')];
  return path.endsWith('.sh') ? ['sh', writer('_writer.sh'), path] : [execPath, writer('_writer.mjs'), path];
}
