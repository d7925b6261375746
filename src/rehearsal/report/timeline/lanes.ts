/** What each lane of a timeline tells, before it has a place: whose it is, what it was when, and in which words. */
import { countOf, type Milliseconds, milliseconds } from '../../../base/units.ts';
import { MOMENT_NAMES } from '../../../report/moments.ts';
import { MOMENTS, type Moment } from '../../../topology/forecast.ts';
import type { Span } from '../../../topology/sum.ts';
import { isMute } from '../../ledger/fate.ts';
import type { ClientAccount, Lane, Round } from '../../record.ts';
import { gapOf } from '../figures.ts';
import { formatSpan, formatTime } from '../words.ts';
import { roleBars } from './role-bars.ts';
import { intersection, watchedOf } from './scale.ts';

/** How a bar looks; its words say the same. */
export type BarKind =
  | 'unsynced'
  | 'primary'
  | 'replica'
  | 'silent'
  | 'named'
  | 'writing'
  | 'gap'
  | 'replaced'
  | 'forecast';

/** A stretch of a lane. */
export interface BarOf extends Span {
  readonly kind: BarKind;
  /** From the longest on: the first that fits stands in the bar, and the longest is told to who points at it. */
  readonly words: readonly string[];
}

/** A lane. */
export interface LaneOf {
  /** Whose it is. */
  readonly title: string;
  /** What is to be known of it beside its bars; empty if nothing. */
  readonly note: string;
  /** True where the note tells what is wrong. */
  readonly alarm: boolean;
  readonly bars: readonly BarOf[];
  /** A single moment. */
  readonly point: Milliseconds | undefined;
}

/** Lanes that belong together. */
export interface LaneGroup {
  readonly title: string;
  readonly lanes: readonly LaneOf[];
}

/** Every group that has lanes, in the order in which a person asks: what became of hosts, who knew, who felt it, how long. */
export function laneGroups(round: Round, shown: Span): readonly LaneGroup[] {
  const { timeline, account } = round;
  const written = intersection(shown, watchedOf(round)) ?? shown;
  return [
    {
      title: 'Role of each data host',
      lanes: timeline.roles.map((lane) => barLane(lane.host, roleBars(lane, timeline.follows))),
    },
    { title: 'Primary that each Sentinel names', lanes: timeline.named.map(namedLane) },
    {
      title: 'Writes of each client',
      lanes: account.clients.map((client) => clientLane(client, round, written)),
    },
    {
      title: 'Time from the fault',
      lanes: MOMENTS.flatMap((moment) => momentLane(moment, round)),
    },
  ].filter(({ lanes }) => lanes.length > 0);
}

function barLane(title: string, bars: readonly BarOf[]): LaneOf {
  return { title, note: '', alarm: false, bars, point: undefined };
}

function namedLane({ host, spans }: Lane<string>): LaneOf {
  return barLane(
    host,
    spans.map(({ value, ...span }) => ({ ...span, ...wordsOfNamed(value) })),
  );
}

function wordsOfNamed(value: string): Pick<BarOf, 'kind' | 'words'> {
  if (value === 'silent') return { kind: 'silent', words: ['no answer'] };
  if (value === 'nobody') return { kind: 'silent', words: ['knows no such group', 'nobody'] };
  return { kind: 'named', words: [value] };
}

/** What is shorter is no gap that a person sees: it says how often a client writes. */
const WORTH_SHOWING = 100;

function clientLane(client: ClientAccount, { measured }: Round, window: Span): LaneOf {
  const { fate } = client;
  return {
    title: `${client.client}, ${client.settings}`,
    note: fate.lost === 0 ? '' : `${countOf(fate.lost, 'write')} lost`,
    alarm: fate.lost > 0,
    bars: [...writingBars(client, window), ...replacedBar(client, measured.named)],
    point: undefined,
  };
}

/** A client that never got an acknowledgement has no gap to be measured: all of it is one. */
function writingBars(client: ClientAccount, window: Span): readonly BarOf[] {
  const { gap } = client;
  const seen = gapOf(client);
  if (isMute(client)) return [{ ...window, kind: 'gap', words: ['no write was acknowledged', 'no write'] }];
  if (seen < WORTH_SHOWING) {
    const words = [`writes, none later than ${formatTime(seen)} after another`, 'writes'];
    return [{ ...window, kind: 'writing', words }];
  }
  const bars: readonly BarOf[] = [
    { from: window.from, to: gap.from, kind: 'writing', words: ['writes'] },
    { ...gap, kind: 'gap', words: [`no write for ${formatTime(seen)}`, formatTime(seen)] },
    { from: gap.to, to: window.to, kind: 'writing', words: ['writes'] },
  ];
  return bars.filter(({ from, to }) => from < to);
}

/** From the moment that a Sentinel named another primary, for as long as the client wrote to the old one. */
function replacedBar({ onReplaced }: ClientAccount, named: Milliseconds | undefined): readonly BarOf[] {
  if (onReplaced === 0 || named === undefined) return [];
  const words = [
    `writes to the replaced primary for ${formatTime(onReplaced)}`,
    'to the replaced primary',
    'replaced',
  ];
  return [{ from: named, to: milliseconds(named + onReplaced), kind: 'replaced', words }];
}

function momentLane(moment: Moment, { measured, forecast }: Round): readonly LaneOf[] {
  const point = measured[moment];
  const span = forecast?.spans[moment];
  if (point === undefined && span === undefined) return [];
  const off = forecast?.off.find((one) => one.moment === moment);
  const told = point === undefined ? 'not seen' : formatTime(point);
  const against = span === undefined ? '' : `forecast ${formatSpan(span)}${off === undefined ? '' : ', off'}`;
  return [
    {
      title: `${MOMENT_NAMES[moment]}: ${told}`,
      note: against,
      alarm: off !== undefined || point === undefined,
      bars: span === undefined ? [] : [{ ...span, kind: 'forecast', words: ['forecast'] }],
      point,
    },
  ];
}
