/** What a change means for the group: the rows that a person decides by. */

import { formatSeconds, formatSize } from '../base/units.ts';
import { dataHosts, type Environment, hasData } from '../topology/environment.ts';
import { type Fault, forecast, isNever, type Never, type Span } from '../topology/forecast.ts';
import { type Loss, losses } from '../topology/losses.ts';
import { powerCutOf } from '../topology/power-cut.ts';
import { describeReconnections, reconnections } from '../topology/reconnections.ts';

/** A property of the group, in words. */
export interface Consequence {
  readonly key: string;
  readonly text: string;
  /** How it is computed. */
  readonly origin: string;
}

const FAULTS: Readonly<Record<Fault, string>> = { killed: 'killed', hung: 'silent' };

/** How a group behaves. */
export function consequencesOf(environment: Environment): readonly Consequence[] {
  return [
    ...failover(environment, 'killed'),
    ...failover(environment, 'hung'),
    ...tolerance(environment),
    { key: 'a power cut of all hosts loses', text: powerCutOf(environment).loses, origin: 'forecast' },
    writeGuard(environment),
    ...headroom(environment),
  ];
}

function failover(environment: Environment, fault: Fault): readonly Consequence[] {
  const { writable, synced } = forecast(environment, fault);
  const clients = reconnections(environment, fault);
  const key = `failover, primary ${FAULTS[fault]}`;
  const origin = 'forecast';
  return [
    { key: `${key}/writable after`, text: time(writable), origin },
    { key: `${key}/in sync after`, text: time(synced), origin },
    {
      key: `${key}/clients write after, default settings`,
      text: describeReconnections(clients, 'default'),
      origin,
    },
    {
      key: `${key}/clients write after, time limits`,
      text: describeReconnections(clients, 'time limits'),
      origin,
    },
  ];
}

function time(when: Span | Never): string {
  return isNever(when) ? `never: ${when.never}` : `${formatSeconds(when.from)} to ${formatSeconds(when.to)}`;
}

function tolerance(environment: Environment): readonly Consequence[] {
  const all = losses(environment);
  const used = new Set(environment.hosts.map(({ zone }) => zone.name));
  const zones = all.filter(({ kind, name }) => kind === 'zone' && used.has(name));
  return [
    {
      key: 'writes survive the loss of/hosts',
      text: survived(all.filter(({ kind }) => kind === 'host')),
      origin: 'forecast',
    },
    {
      key: 'writes survive the loss of/zones',
      text: zones.length < 2 ? 'none: there is only one' : survived(zones),
      origin: 'forecast',
    },
  ];
}

function survived(all: readonly Loss[]): string {
  const fatal = all.filter(({ writable }) => !writable).map(({ name }) => name);
  if (fatal.length === 0) return `any one of ${all.length}`;
  return fatal.length === all.length ? 'none' : `any one but ${[...fatal].sort().join(', ')}`;
}

function writeGuard(environment: Environment): Consequence {
  const replicas = dataHosts(environment).length - 1;
  const { minReplicasToWrite } = environment.redis;
  const text = minReplicasToWrite === 0 ? 'off' : `writes need ${minReplicasToWrite} of ${replicas} replicas`;
  return { key: 'write guard', text, origin: 'redis.minReplicasToWrite' };
}

/** Beside its data a host needs memory for the copies that a snapshot makes, and for its system. */
function headroom({ hosts }: Environment): readonly Consequence[] {
  const free = hosts.filter(hasData).map(({ memory, data }) => ({ memory, maxmemory: data.maxmemory }));
  const texts = free.map(
    ({ memory, maxmemory }) =>
      `${Math.floor(((memory - maxmemory) / memory) * 100)}% of ${formatSize(memory)}`,
  );
  return [
    {
      key: 'memory beside maxmemory',
      text: [...new Set(texts)].sort().join(', '),
      origin: 'hosts, redis.maxmemory',
    },
  ];
}
