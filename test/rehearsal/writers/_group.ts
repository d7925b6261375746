/** A group of real servers on this machine's loopback, one Sentinel and two data hosts, without hosts around them. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { WriterPlace } from '../../../src/rehearsal/writers/program-child.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { parseAddress } from '../../../src/topology/ipv4.ts';
import { hostNamed, resolved, SWIFT, until } from '../../_boot.ts';
import { freePort } from '../../_free-port.ts';
import { type Booted, boot, type RedisClient } from '../../_redis.ts';
import { type Gate, openGate } from './_gate.ts';

/** Of every server of the group. */
export const PASSWORD = 'secretOfATest';

/** A group that is up: `ns` is its first primary, `node01` its replica, `ctrl` its Sentinel. */
export interface LoopbackGroup {
  readonly environment: Environment;
  /** Stands before `ns`. */
  readonly gate: Gate;
  /** Asks `ns`. */
  readonly primary: RedisClient;
  /** Ends `ns`, as a crash does, and has the Sentinel find it down soon. */
  killPrimary(): Promise<void>;
  end(): Promise<void>;
}

/** Programs of this machine reach its loopback. */
export const HERE: WriterPlace = {
  spawn: async (_place, [program = '', ...argv], stdio) => spawn(program, argv, { stdio }),
};

/** Boots a group, and waits until its Sentinel could fail over. */
export async function bootGroup(): Promise<LoopbackGroup> {
  const network = `127.${64 + (process.pid % 64)}.${Math.floor(process.pid / 64) % 250}`;
  const environment = environmentIn(network, await freePort(), await freePort());
  const [ns = '', node01 = ''] = ['ns', 'node01'].map((name) => hostNamed(environment, name).address);
  const { port } = environment.redis;
  const behind = `${network}.1`;
  const primary = await start([
    ...dataLines(behind, port),
    'repl-diskless-sync-delay 0',
    `replica-announce-ip ${ns}`,
  ]);
  const gate = await openGate(ns, behind, port);
  const replica = await start([
    ...dataLines(node01, port),
    `replicaof ${ns} ${port}`,
    `replica-announce-ip ${node01}`,
    // The gate knows the replica by it.
    `bind-source-addr ${node01}`,
  ]);
  await until('the replica is in sync', async () =>
    String(await replica.client.command('ROLE')).includes('connected'),
  );
  const sentinel = await startSentinel(environment, ns);
  const servers = [primary, replica, sentinel];
  return {
    environment,
    gate,
    primary: primary.client,
    killPrimary: async () => {
      servers.shift();
      await Promise.all([primary.end('SIGKILL'), gate.close()]);
      const { group } = environment.sentinel;
      await sentinel.client.command('SENTINEL', 'SET', group, 'down-after-milliseconds', '500');
    },
    end: async () => {
      await gate.close();
      await Promise.all(servers.map(({ end }) => end('SIGKILL')));
      for (const folder of folders) rmSync(folder, { recursive: true });
    },
  };
}

/** The group of tests, at addresses of this machine's loopback. */
function environmentIn(network: string, redisPort: number, sentinelPort: number): Environment {
  const environment = resolved({
    ...SWIFT,
    redis: { ...SWIFT.redis, port: redisPort },
    sentinel: { ...SWIFT.sentinel, port: sentinelPort, quorum: 1 },
  });
  const hosts = environment.hosts.map((host) => {
    const address = parseAddress(host.address.replace(/^10\.0\.0/, network));
    return address === undefined ? host : { ...host, address };
  });
  return { ...environment, hosts };
}

function dataLines(address: string, port: number): readonly string[] {
  return [
    `bind ${address}`,
    `port ${port}`,
    `requirepass ${PASSWORD}`,
    `masterauth ${PASSWORD}`,
    'save ""',
    'appendonly no',
  ];
}

/** A Sentinel with its usual patience, and that asks often, so that it finds a replica to promote. */
async function startSentinel({ sentinel, redis, hosts }: Environment, primary: string): Promise<Booted> {
  const { group, port } = sentinel;
  const address = hosts.find((host) => host.sentinel !== undefined)?.address;
  const server = await start(
    [
      `bind ${address}`,
      `port ${port}`,
      `sentinel monitor ${group} ${primary} ${redis.port} 1`,
      `sentinel auth-pass ${group} ${PASSWORD}`,
    ],
    ['--sentinel'],
  );
  await server.client.command('SENTINEL', 'DEBUG', 'info-period', '100');
  await until('the Sentinel knows the replica', async () => {
    const [replica] = [await server.client.command('SENTINEL', 'REPLICAS', group)].flat();
    return Array.isArray(replica) && replica.includes('slave') && replica.includes('ok');
  });
  return server;
}

const folders: string[] = [];

async function start(lines: readonly string[], options: readonly string[] = []): Promise<Booted> {
  mkdirSync('tmp', { recursive: true });
  const folder = relative('.', mkdtempSync(join('tmp', 'loop-')));
  folders.push(folder);
  writeFileSync(join(folder, 'redis.conf'), `${[...lines, 'unixsocket socket'].join('\n')}\n`);
  const server = await boot(folder, options, 'redis-server');
  if (options.length === 0) await server.client.command('AUTH', PASSWORD);
  return server;
}
