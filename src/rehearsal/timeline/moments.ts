/** When each thing that a forecast tells was first seen in a timeline. */
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Moment } from '../../topology/forecast.ts';
import type { Lane, SentinelEvent, Timeline } from '../record.ts';
import { valueAt } from './lanes.ts';

/**
 * The moments of the first failover after the fault. What never came is left out.
 *
 * - `detected`: the first `+sdown` of a primary
 * - `role`: another host says first that it is the primary
 * - `named`: a Sentinel names that host first; `namedByAll`: so does the last one of those that answered at that time
 * - `writable`: as many replicas are in sync with it as its write guard asks for, or a client's write was acknowledged first
 * - `synced`: the last of the replicas that answered when it took the role is in sync with it
 *
 * @param wrote when a write was first acknowledged by another host than the old primary; undefined if none was, or nobody
 *   wrote: then nobody knows whether it takes writes
 * @param guard how many replicas it asks for
 */
export function momentsOf(
  timeline: Timeline,
  wrote: Milliseconds | undefined,
  guard: number,
): Readonly<Partial<Record<Moment, Milliseconds>>> {
  const promoted = firstPromoted(timeline);
  const named = promoted && firstNamed(timeline, promoted.host);
  const met = promoted === undefined ? [] : metGuard(timeline, promoted, guard);
  const moments: Readonly<Record<Moment, Milliseconds | undefined>> = {
    detected: timeline.events.find(isDetection)?.at,
    role: promoted?.at,
    writable: wrote === undefined ? undefined : earliest([wrote, ...met]),
    named,
    namedByAll: promoted && lastTurn(timeline.named, promoted.host, named),
    synced: promoted && lastTurn(replicasOf(timeline, promoted.host), promoted.host, promoted.at),
  };
  return Object.fromEntries(Object.entries(moments).filter(([, at]) => at !== undefined));
}

/** Clients come later than this, each in its own time. */
function metGuard({ follows }: Timeline, { host, at }: Promoted, guard: number): readonly Milliseconds[] {
  const turns = follows.flatMap((lane) => turnsTo(lane, host).slice(0, 1));
  return [at, ...turns.toSorted((one, other) => one - other)].slice(guard, guard + 1);
}

function earliest(moments: readonly Milliseconds[]): Milliseconds {
  return milliseconds(Math.min(...moments));
}

/** The detail of an event about a primary begins so; that about a replica or a Sentinel does not. */
function isDetection({ at, event, detail }: SentinelEvent): boolean {
  return at >= 0 && event === '+sdown' && detail.startsWith('master ');
}

interface Promoted {
  readonly host: string;
  readonly at: Milliseconds;
}

/** The host that was no primary at the fault and is one first. */
function firstPromoted({ roles }: Timeline): Promoted | undefined {
  const [first] = roles
    .filter((lane) => !wasPrimary(lane))
    .flatMap((lane) => turnsTo(lane, 'primary').map((at) => ({ host: lane.host, at })))
    .toSorted((one, other) => one.at - other.at);
  return first;
}

/** A host whose Redis hangs is silent since it was last asked, which was before the fault. */
function wasPrimary({ spans }: Lane<'primary' | 'replica' | 'silent'>): boolean {
  return spans.findLast(({ from, value }) => from <= 0 && value !== 'silent')?.value === 'primary';
}

function firstNamed({ named }: Timeline, host: string): Milliseconds | undefined {
  const turns = named.flatMap((lane) => turnsTo(lane, host));
  return turns.length === 0 ? undefined : earliest(turns);
}

/** The data hosts that may follow a new primary: neither it nor the one before it. */
function replicasOf({ roles, follows }: Timeline, promoted: string): readonly Lane<string>[] {
  const old = roles.find(wasPrimary)?.host;
  return follows.filter(({ host }) => host !== promoted && host !== old);
}

/** When the last of the lanes that were not silent at a moment turns to a value; undefined if one never does. */
function lastTurn(
  lanes: readonly Lane<string>[],
  value: string,
  moment: Milliseconds | undefined,
): Milliseconds | undefined {
  if (moment === undefined) return undefined;
  const answering = lanes.filter((lane) => valueAt(lane, moment) !== 'silent');
  const turns = answering.flatMap((lane) => turnsTo(lane, value).slice(0, 1));
  if (turns.length < Math.max(answering.length, 1)) return undefined;
  return milliseconds(Math.max(...turns));
}

/** When a lane turns to a value after the fault. */
function turnsTo(lane: Lane<string>, value: string): readonly Milliseconds[] {
  return lane.spans.filter((span) => span.from >= 0 && span.value === value).map(({ from }) => from);
}
