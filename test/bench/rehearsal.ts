/** What rehearsals take, and what they measure of failovers, as ratios within one run. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Milliseconds, milliseconds } from '../../src/base/units.ts';
import { answeredFor } from '../../src/rehearsal/checks.ts';
import { killPrimary } from '../../src/rehearsal/drills/kill-primary.ts';
import { switchOver, switchOverPlainly } from '../../src/rehearsal/drills/switch-over.ts';
import { summaryOf } from '../../src/rehearsal/ledger/summary.ts';
import type { Round } from '../../src/rehearsal/record.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { gapOf, spreadOf } from '../../src/rehearsal/report/figures.ts';
import { shipped } from '../_environment.ts';

/** A row: what, its figure, its ratio, and the goal. */
type Row = readonly [what: string, figure: string, ratio: string, goal: string];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'src/start/vedette.cjs');

/** How often each of the drills is run whose figures are medians. */
const ROUNDS = 3;

/** Processes as a person starts them, in turns, the fastest of three each. */
export function rehearsalTimes(): readonly Row[] {
  const turns = Array.from({ length: ROUNDS }, () => {
    const up = secondsOf(['local', 'up', 'lab']);
    secondsOf(['local', 'down', 'lab']);
    return { up, kill: secondsOf(['rehearse', 'lab', 'kill-primary']) };
  });
  const up = Math.min(...turns.map((turn) => turn.up));
  const kill = Math.min(...turns.map((turn) => turn.kill));
  return [
    ['local up lab', inSeconds(up), '1', ''],
    ['rehearse lab kill-primary', inSeconds(kill), (kill / up).toFixed(2), 'at most 2.2'],
    ['rehearse lab', inSeconds(secondsOf(['rehearse', 'lab'])), '', 'at most 240 s'],
    ['rehearse quorum', inSeconds(secondsOf(['rehearse', 'quorum'])), '', 'at most 480 s'],
  ];
}

/** How long a command takes, whether everything held in its drills or not. */
function secondsOf(argv: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(execPath, [BIN, ...argv], { cwd: ROOT, encoding: 'utf8' });
  const seconds = (performance.now() - began) / 1_000;
  if (status !== 0 && status !== 1) throw new Error(`vedette ${argv.join(' ')} failed: ${stderr}`);
  return seconds;
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** A failover that nobody asked for, one that is planned, and one that Sentinel is asked for, on a group that has the machine alone. */
export async function failoverFigures(): Promise<readonly Row[]> {
  const drills = [killPrimary, switchOver, switchOverPlainly];
  const { drills: records } = await rehearse(await shipped('lab'), drills, { rounds: ROUNDS, groups: 1 });
  const [kill = [], planned = [], plain = []] = records.map(({ rounds }) => rounds);
  const killGap = medianGap(kill);
  const plannedGap = medianGap(planned);
  const forecast = middleOf(kill);
  const harm = median(plain.map(twoPrimaries));
  const lost = planned.reduce((sum, { account }) => sum + summaryOf(account).lost, 0);
  return [
    ['forecast of kill-primary, its middle', inSeconds(forecast), '1', ''],
    [
      '  median gap of recommended clients',
      inSeconds(killGap),
      (killGap / forecast).toFixed(2),
      'at most 1.15',
    ],
    ['writes that a planned switch loses', String(lost), '', '0'],
    [
      '  its median gap, times that of kill-primary',
      inSeconds(plannedGap),
      (plannedGap / killGap).toFixed(2),
      'at most 0.2',
    ],
    [
      '  times what a plain SENTINEL FAILOVER leaves two primaries',
      inSeconds(harm),
      (plannedGap / harm).toFixed(2),
      'at most 0.5',
    ],
  ];
}

/** Of the libraries: a counter writes once a second, so that its gap tells no less. */
function medianGap(rounds: readonly Round[]): number {
  const clients = rounds.flatMap((round) => answeredFor(round));
  return median(clients.filter(({ client }) => !client.startsWith('counter')).map(gapOf));
}

/** In the middle of when a write may be acknowledged again. */
function middleOf(rounds: readonly Round[]): number {
  return median(
    rounds.flatMap(({ forecast }) => {
      const span = forecast?.spans.writable;
      return span === undefined ? [] : [milliseconds((span.from + span.to) / 2)];
    }),
  );
}

/** How long the old primary takes writes beside the new one: they are lost, of any client that stays with it. */
function twoPrimaries({ timeline, measured }: Round): Milliseconds {
  const promoted = measured.role ?? Number.NaN;
  const old = timeline.roles.flatMap(({ spans }) => {
    const reign = spans.find(({ from, to, value }) => value === 'primary' && from <= 0 && to > promoted);
    return reign === undefined ? [] : [reign.to - promoted];
  });
  return milliseconds(Math.max(...old));
}

/** In seconds. */
function median(times: readonly Milliseconds[]): number {
  return (spreadOf(times)?.median ?? Number.NaN) / 1_000;
}
