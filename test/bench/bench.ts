/**
 * `npm run bench`: what vedette takes, as ratios within one run. Nothing is asserted: machines differ.
 * Words measure these alone: `npm run bench -- rollout`.
 */
import { messageOf } from '../../src/base/errors.ts';
import { spread } from '../../src/definition/spread.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { installationOf } from '../../src/rehearsal/demo/installation.ts';
import { renderEnvironment } from '../../src/render/host-files.ts';
import { type Element, heading, table } from '../../src/report/elements.ts';
import { printHuman } from '../../src/report/human.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { shipped } from '../_environment.ts';
import { comparing } from './comparing.ts';
import { deployBench } from './deploying.ts';
import { firstDayBench } from './first-day.ts';
import { groupBench } from './group.ts';
import { historyBench } from './history.ts';
import { fastestOf } from './measure.ts';
import { failoverFigures, rehearsalTimes } from './rehearsal.ts';
import { rolloutBench } from './rollout.ts';
import { startUpBench } from './start-up.ts';
import { statusBench } from './status.ts';
import { synthBench } from './synth.ts';

/** The second `diff` has no stacks to synthesize: only settings are compared. */
function show(...report: readonly Element[]): void {
  console.log(printHuman(report, { width: 110, paint: (_, text) => text }));
}

/** Rendering alone: many environments of ten hosts each. */
function rendering(): Rows {
  const environment = resolveEnvironment(
    {
      name: 'ten',
      sentinel: { quorum: 3 },
      network: { cidr: '10.0.0.0/16', zones: ['a', 'b', 'c'] },
      hosts: spread({ replicas: 4, sentinels: 10, zones: ['a', 'b', 'c'] }),
    },
    'ten.ts',
  );
  return [250, 500, 1_000].map((hosts) => {
    const time = fastestOf(5, () => {
      for (let rendered = 0; rendered < hosts; rendered += environment.hosts.length)
        renderEnvironment({ ...environment });
    });
    return [String(hosts), `${time.toFixed(0)} ms`, `${((time / hosts) * 1_000).toFixed(0)} µs`];
  });
}

/**
 * Times from nothing to a group that every Sentinel finds healthy, also where a primary waits for more replicas before it
 * sends its data, as Redis does by itself: in turns, the fastest of three.
 */
async function toHealth(): Promise<Rows> {
  const environment = await shipped('lab');
  const waiting = resolveEnvironment(
    { ...environment.definition, redis: { directives: { 'repl-diskless-sync-max-replicas': 0 } } },
    environment.file,
  );
  let [fastest, fastestWaiting] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 3; round++) {
    fastest = Math.min(fastest, await secondsUp(environment));
    fastestWaiting = Math.min(fastestWaiting, await secondsUp(waiting));
  }
  const installation = installationOf(environment, silent);
  const deployed = await secondsOf(() => installation.create());
  await installation.clear();
  return [
    ['local up lab', said(fastest), 'at most 10 s'],
    ['  times one whose primary waits for replicas', (fastest / fastestWaiting).toFixed(2), 'at most 0.6'],
    ['local run -- cdktf deploy lab', said(deployed.seconds), 'at most 20 s'],
  ];
}

function silent(): void {}

async function secondsUp(environment: Environment): Promise<number> {
  const { result, seconds } = await secondsOf(() =>
    bootEnvironment(environment, { tether: true, tell: silent }),
  );
  await result.cloud.down();
  return seconds;
}

function said(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

async function secondsOf<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1_000 };
}

function synth(): Rows {
  return synthBench().map(({ what, milliseconds, ratio, megabytes, goal }) => [
    what,
    `${milliseconds.toFixed(0)} ms`,
    ratio.toFixed(1),
    megabytes === undefined ? '' : `${megabytes.toFixed(0)} MB`,
    goal,
  ]);
}

/** What is measured, by the word that `npm run bench -- WORD` measures it alone with. */
interface Bench {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: () => Rows | Promise<Rows>;
  /** True where hosts are booted on this machine. @default false */
  readonly boots?: true;
}

type Rows = readonly (readonly string[])[];

const RATIO = ['time', 'ratio', 'goal'] as const;

const BENCHES: Readonly<Record<string, Bench>> = {
  'start-up': {
    title: 'Start-up: times an empty Node process',
    columns: ['command', 'median', 'ratio of medians', 'ratio of fastest', 'goal', 'memory'],
    rows: startUpBench,
  },
  'first-day': {
    title: 'A first project: times an empty Node process',
    columns: ['commands', 'median', 'ratio of medians', 'ratio of fastest', 'goal'],
    rows: firstDayBench,
  },
  rendering: {
    title: 'Rendering',
    columns: ['hosts', 'time', 'per host (1,000: at most 1 s)'],
    rows: rendering,
  },
  comparing: { title: 'Comparing', columns: ['what', 'time', 'goal'], rows: comparing },
  synth: {
    title: 'Synth: times an empty Node process',
    columns: ['what', 'time', 'ratio', 'memory', 'goal'],
    rows: synth,
  },
  history: {
    title: 'A hundred environments and their past: times one synth of them',
    columns: ['command', ...RATIO],
    rows: historyBench,
  },
  health: {
    title: 'From nothing to a healthy group',
    columns: ['command', 'time', 'goal'],
    rows: toHealth,
    boots: true,
  },
  deploying: {
    title: 'Deployments of lab to this machine: times cdktf',
    columns: ['command', ...RATIO],
    rows: deployBench,
    boots: true,
  },
  group: {
    title: 'A group of eight hosts: times a program that is started on one',
    columns: ['what', ...RATIO],
    rows: groupBench,
    boots: true,
  },
  status: {
    title: 'The status and the drift of eight hosts: times a bare Node that pings them',
    columns: ['what', ...RATIO],
    rows: statusBench,
    boots: true,
  },
  rollout: {
    title: 'Roll-outs: of a directive, times the status; of every host anew, times their boots',
    columns: ['what', ...RATIO],
    rows: rolloutBench,
    boots: true,
  },
  rehearsals: {
    title: 'Rehearsals: times local up lab',
    columns: ['command', ...RATIO],
    rows: rehearsalTimes,
    boots: true,
  },
  failovers: {
    title: 'Failovers of lab, the median of three',
    columns: ['what', 'figure', 'ratio', 'goal'],
    rows: failoverFigures,
    boots: true,
  },
};

const words = process.argv.slice(2);
const unknown = words.filter((word) => !(word in BENCHES));
if (unknown.length > 0)
  throw new Error(`${unknown.join(', ')}: give some of ${Object.keys(BENCHES).join(', ')}`);
const chosen = Object.entries(BENCHES).filter(([word]) => words.length === 0 || words.includes(word));
for (const [, { title, columns, rows, boots }] of chosen) {
  try {
    show(heading(title), table(columns, await rows()));
  } catch (error) {
    if (boots === undefined) throw error;
    console.log(`${title}: no local cloud here: ${messageOf(error)}`);
  }
}
