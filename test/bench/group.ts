/** What looking at a group that runs takes: one question to all of it, and the recording of its timeline. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../src/base/clock.ts';
import { Group } from '../../src/group/group.ts';
import { groupHealth } from '../../src/group/health.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { startTimeline } from '../../src/rehearsal/timeline/recorder.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';

/** A row: what, its time, its ratio to a program that is started on a host, and the goal. */
type Row = readonly [what: string, time: string, ratio: string, goal: string];

const ROUNDS = 50;

/** How long a timeline is recorded. */
const RECORDED = 10_000;

/** Eight hosts that all hold data and are Sentinels: sixteen programs to ask. */
export function eightHosts(): Environment {
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  const hosts = names.map(
    (name) => [name, { roles: [name === 'one' ? 'primary' : 'replica', 'sentinel'] }] as const,
  );
  const definition = {
    name: 'eight',
    redis: { directives: { 'repl-diskless-sync-delay': 0 } },
    sentinel: { quorum: 5 },
    network: { cidr: '10.8.0.0/24' },
    hosts: Object.fromEntries(hosts),
  };
  return resolveEnvironment(definition, 'eight.ts');
}

/** Boots eight hosts, and measures. */
export async function groupBench(): Promise<readonly Row[]> {
  const environment = eightHosts();
  const { cloud } = await bootEnvironment(environment, { tether: true, tell: () => undefined });
  try {
    using group = new Group(cloud, environment);
    const first = await timeOf(() => groupHealth(group));
    const program = await median(() => cloud.exec('one', ['true']));
    const question = await median(() => groupHealth(group));
    return [
      ['a program on a host', `${program.toFixed(1)} ms`, '1', ''],
      ['the first question to eight hosts', `${first.toFixed(1)} ms`, (first / program).toFixed(1), ''],
      ['the next ones', `${question.toFixed(1)} ms`, (question / program).toFixed(1), 'at most 30 ms'],
      await recording(cloud, environment),
    ];
  } finally {
    await cloud.down();
  }
}

async function recording(cloud: LocalCloud, environment: Environment): Promise<Row> {
  const recorder = await startTimeline(cloud, environment);
  const before = process.cpuUsage();
  await sleep(RECORDED);
  const { user, system } = process.cpuUsage(before);
  recorder.stop(monotonicNow());
  const share = (user + system) / 1_000 / RECORDED;
  return ['recording their timeline', `${(share * 100).toFixed(1)} % of a core`, '', 'at most 10 %'];
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = monotonicNow();
  await work();
  return monotonicNow() - began;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timeOf(work));
  return times.toSorted((one, other) => one - other)[ROUNDS / 2] ?? Number.NaN;
}
