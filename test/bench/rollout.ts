/** What a roll-out takes: of a directive that running programs take, times `status`; and of every host anew, times their own boots. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { ROOT } from '../../src/base/package.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { StepFacts } from '../../src/operate/step.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { shipped } from '../_environment.ts';
import { rolledOut } from '../operate/_rolled.ts';
import { eightHosts } from './group.ts';
import { run, timed } from './measure.ts';

const BIN = join(ROOT, 'src/start/vedette.cjs');
const ROUNDS = 5;

/** A row: what, its time, its ratio, and the goal. */
type Row = readonly [what: string, time: string, ratio: string, goal: string];

/** Boots two groups, one after the other. */
export async function rolloutBench(): Promise<readonly Row[]> {
  return [...(await liveRows()), ...(await anewRows())];
}

/** A directive that goes to and fro, and a look at the group, in turns; the fastest of each counts. */
async function liveRows(): Promise<readonly Row[]> {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'bench-'));
  const file = join(folder, 'eight.ts');
  const environment = { ...eightHosts(), file };
  const { definition } = environment;
  writeDefinition(file, definition);
  const { cloud } = await bootEnvironment(environment, { tether: false, tell: () => undefined });
  const vedette = (...words: readonly string[]): number =>
    timed(() => run([execPath, BIN, ...words, '--dir', folder]));
  try {
    vedette('status', file); // fills caches
    const times = Array.from({ length: ROUNDS }, (_, round) => {
      const policy = round % 2 === 0 ? 'allkeys-lru' : 'noeviction';
      const directives = { ...definition.redis?.directives, 'maxmemory-policy': policy };
      writeDefinition(file, { ...definition, redis: { ...definition.redis, directives } });
      return { rollout: vedette('rollout', file, '--yes'), status: vedette('status', file) };
    });
    const [rollout, status] = [
      Math.min(...times.map((each) => each.rollout)),
      Math.min(...times.map((each) => each.status)),
    ];
    return [
      ['status of eight hosts', said(status), '1', ''],
      ['a live directive over eight hosts', said(rollout), (rollout / status).toFixed(2), 'at most 3 s'],
    ];
  } finally {
    await cloud.down();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another size, under clients that write: what is beside the boots are looks at the group, and the one switch-over. */
async function anewRows(): Promise<readonly Row[]> {
  const environment = await shipped('quorum');
  const { definition } = environment;
  const hosts = Object.entries(definition.hosts).map(([name, host]) => [
    name,
    { ...host, size: 't4g.medium' },
  ]);
  const { cloud } = await bootEnvironment(environment, { tether: true, tell: () => undefined });
  try {
    const { took, booting, steps, writes } = await rolledOut(cloud, {
      ...definition,
      hosts: Object.fromEntries(hosts),
    });
    const anew = steps.filter(({ kind }) => kind === 'replacement').length;
    return [
      [`the boots of ${anew} hosts of quorum`, said(booting), '1', ''],
      ['a roll-out that makes each of them anew', said(took), (took / booting).toFixed(2), 'at most 1.2'],
      ...steps.map(
        (step): Row => [`  beside boots, ${nameOf(step)}`, said(step.took - step.booting), '', ''],
      ),
      ['  the longest gap between acknowledged writes', said(writes.longestGap), '', 'one switch-over'],
    ];
  } finally {
    await cloud.down();
  }
}

function nameOf({ kind, hosts }: StepFacts): string {
  return `${kind} ${hosts.join(', ')}`;
}

function writeDefinition(file: string, definition: EnvironmentDefinition): void {
  writeFileSync(file, `export default ${JSON.stringify(definition)};`);
}

function said(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
