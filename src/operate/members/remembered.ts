/** What Sentinels remember beside the primary: every replica and every Sentinel that they ever saw, until they are reset. */
import type { DocumentKind } from '../../redis/document.ts';
import { type Environment, type Host, hasData, hasSentinel } from '../../topology/environment.ts';
import { linkPort } from '../../topology/ports.ts';
import { formatPlace, type Place } from '../status/place.ts';
import type { KnownReplica, KnownSentinel, SentinelFacts } from '../status/sentinel-status.ts';
import type { Observed } from '../status/status.ts';

/** Something that at least one Sentinel remembers. */
export interface Remembered {
  /** `redis` for a replica. */
  readonly program: DocumentKind;
  readonly place: Place;
  /** The id of a Sentinel; undefined for a replica. */
  readonly myid: string | undefined;
  /** The hosts whose Sentinels remember it. */
  readonly by: readonly string[];
  /** False where each of them finds it down, or has no link to it. */
  readonly isUp: boolean;
}

/** What one Sentinel remembers, in the same form. */
export type Memory = Omit<Remembered, 'by'>;

/** Sentinel's words for what it does not reach. */
const AWAY = ['s_down', 'o_down', 'disconnected'];

/** What a Sentinel remembers. */
export function memoryOf({ replicas, sentinels }: SentinelFacts): readonly Memory[] {
  return [
    ...replicas.map(({ place, flags }: KnownReplica) => memory('redis', place, undefined, flags)),
    ...sentinels.map(({ place, myid, flags }: KnownSentinel) => memory('sentinel', place, myid, flags)),
  ];
}

/** What all Sentinels that tell remember, each thing once. */
export function rememberedBy({ sentinels }: Pick<Observed, 'sentinels'>): readonly Remembered[] {
  const found = new Map<string, Remembered>();
  for (const { host, facts } of sentinels)
    for (const memory of facts === undefined ? [] : memoryOf(facts)) {
      const { by = [], isUp = false } = found.get(keyOf(memory)) ?? {};
      found.set(keyOf(memory), { ...memory, by: [...by, host], isUp: isUp || memory.isUp });
    }
  return [...found.values()];
}

/** True where two memories are of one thing: a Sentinel is told by its id and its place, for either may be another's. */
export function isSame(one: Memory, other: Memory): boolean {
  return keyOf(one) === keyOf(other);
}

/** True where a memory is of a program that a host has: a Sentinel with the id that its definition gives it. */
export function isOf(host: Host, { program, place, myid }: Memory, environment: Environment): boolean {
  if (place.address !== host.address || place.port !== linkPort(environment, program)) return false;
  return program === 'redis' ? hasData(host) : hasSentinel(host) && host.sentinel.myid === myid;
}

/** `the replica at 10.0.0.52:6379`. */
export function describeMemory({ program, place }: Memory): string {
  return `the ${program === 'redis' ? 'replica' : 'Sentinel'} at ${formatPlace(place)}`;
}

function memory(
  program: DocumentKind,
  place: Place,
  myid: string | undefined,
  flags: readonly string[],
): Memory {
  return { program, place, myid, isUp: !flags.some((flag) => AWAY.includes(flag)) };
}

function keyOf({ program, place, myid = '' }: Memory): string {
  return [program, formatPlace(place), myid].join(' ');
}
