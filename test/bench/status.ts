/** What `vedette status` takes as a process, times a bare Node that pings the same hosts once with the same library; and `vedette drift`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { passwordOf } from '../../src/group/password.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { dataHosts, type Environment } from '../../src/topology/environment.ts';
import { eightHosts } from './group.ts';
import { measureProcesses } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'src/start/vedette.cjs');
const ROUNDS = 15;

/** A row: what, its median, its ratio to the ping, and the goal. */
type Row = readonly [what: string, time: string, ratio: string, goal: string];

/** Boots eight hosts, and measures in turns. */
export async function statusBench(): Promise<readonly Row[]> {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'bench-'));
  const definition = join(folder, 'eight.ts');
  const environment = { ...eightHosts(), file: definition };
  const { cloud } = await bootEnvironment(environment, { tether: false, tell: () => undefined });
  try {
    writeFileSync(definition, `export default ${JSON.stringify(environment.definition)};`);
    const program = join(folder, 'ping.mjs');
    writeFileSync(program, await pingOf(cloud, environment), { mode: 0o600 });
    const [ping, status, drift] = measureProcesses(
      [
        [execPath, program],
        [execPath, BIN, 'status', definition],
        [execPath, BIN, 'drift', definition],
      ],
      ROUNDS,
    );
    if (ping === undefined || status === undefined || drift === undefined)
      throw new Error('three commands are measured');
    return [
      ['a ping of eight hosts by a bare Node', `${ping.median.toFixed(0)} ms`, '1', ''],
      [
        'status of eight hosts',
        `${status.median.toFixed(0)} ms`,
        `${(status.median / ping.median).toFixed(2)} (fastest ${(status.fastest / ping.fastest).toFixed(2)})`,
        'at most 1.3',
      ],
      [
        'drift of eight hosts',
        `${drift.median.toFixed(0)} ms`,
        `${(drift.median / status.median).toFixed(2)} of status (fastest ${(drift.fastest / status.fastest).toFixed(2)})`,
        'at most 2 of status',
      ],
    ];
  } finally {
    await cloud.down();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A program that knows where each Redis is, and its password. */
async function pingOf(cloud: LocalCloud, environment: Environment): Promise<string> {
  const targets = await Promise.all(
    dataHosts(environment).map(async ({ name }) => ({
      socket: await cloud.endpoint(name, environment.redis.port),
      password: await passwordOf(cloud, name),
    })),
  );
  return `import { createClient } from 'redis';
    await Promise.all(${JSON.stringify(targets)}.map(async (target) => {
      const client = createClient(target);
      await client.connect();
      await client.ping();
      client.destroy();
    }));`;
}
