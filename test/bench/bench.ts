/** `npm run bench`: what vedette takes, as ratios within one run. Nothing is asserted: machines differ. */
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
function rendering(): readonly (readonly string[])[] {
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
async function toHealth(): Promise<readonly (readonly string[])[]> {
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

function synth(): readonly (readonly string[])[] {
  return synthBench().map(({ what, milliseconds, ratio, megabytes, goal }) => [
    what,
    `${milliseconds.toFixed(0)} ms`,
    ratio.toFixed(1),
    megabytes === undefined ? '' : `${megabytes.toFixed(0)} MB`,
    goal,
  ]);
}

show(
  heading('Start-up: times an empty Node process'),
  table(['command', 'median', 'ratio of medians', 'ratio of fastest', 'goal', 'memory'], startUpBench()),
);
show(
  heading('A first project: times an empty Node process'),
  table(['commands', 'median', 'ratio of medians', 'ratio of fastest', 'goal'], firstDayBench()),
);
show(heading('Rendering'), table(['hosts', 'time', 'per host (1,000: at most 1 s)'], rendering()));
show(heading('Comparing'), table(['what', 'time', 'goal'], comparing()));
show(
  heading('Synth: times an empty Node process'),
  table(['what', 'time', 'ratio', 'memory', 'goal'], synth()),
);
show(
  heading('A hundred environments and their past: times one synth of them'),
  table(['command', 'time', 'ratio', 'goal'], historyBench()),
);
try {
  show(heading('From nothing to a healthy group'), table(['command', 'time', 'goal'], await toHealth()));
  show(
    heading('Deployments of lab to this machine: times cdktf'),
    table(['command', 'time', 'ratio', 'goal'], await deployBench()),
  );
  show(
    heading('A group of eight hosts: times a program that is started on one'),
    table(['what', 'time', 'ratio', 'goal'], await groupBench()),
  );
  show(
    heading('The status and the drift of eight hosts: times a bare Node that pings them'),
    table(['what', 'time', 'ratio', 'goal'], await statusBench()),
  );
  show(
    heading('Roll-outs: of a directive, times the status; of every host anew, times their boots'),
    table(['what', 'time', 'ratio', 'goal'], await rolloutBench()),
  );
  show(
    heading('Rehearsals: times local up lab'),
    table(['command', 'time', 'ratio', 'goal'], rehearsalTimes()),
  );
  show(
    heading('Failovers of lab, the median of three'),
    table(['what', 'figure', 'ratio', 'goal'], await failoverFigures()),
  );
} catch (error) {
  console.log(`no local cloud here: ${messageOf(error)}`);
}
