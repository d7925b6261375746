import { countOf } from '../../base/units.ts';
import type { EnvironmentDefinition, HostDefinition } from '../../definition/environment.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { type Edit, edited } from '../change/edit.ts';
import { rollOutDrill } from '../change/roll-out-drill.ts';
import { switches } from '../checks.ts';
import { withoutReplicaBeside } from '../unfit.ts';

/** Where a majority is left when one is lost. */
const LEAST_SENTINELS = 3;

/** They come and leave in twos, so that their number stays odd. */
const LEAVING = 2;

export const addReplica = rollOutDrill({
  name: 'add-replica',
  story:
    'Rolls out one more replica: it gets all data, every Sentinel knows it at the end, and no acknowledged write is lost.',
  isExtra: true,
  edit: (environment) => withMore(environment, dataLike(environment)),
  hosts: () => 1,
  moves: switches(0),
});

export const addSentinels = rollOutDrill({
  name: 'add-sentinels',
  story:
    'Rolls out two more Sentinels, one after the other: all know each other at the end, and no acknowledged write is lost.',
  isExtra: true,
  edit: (environment) => withMore(environment, sentinelsLike(environment)),
  hosts: () => 2,
  moves: switches(0),
});

export const removeReplica = rollOutDrill({
  name: 'remove-replica',
  story:
    'Rolls out one replica less: where it leads at the time, another one takes over first, it is ended with its volume and forgotten by all Sentinels, and no acknowledged write is lost.',
  isExtra: true,
  edit: withoutLastReplica,
  hosts: () => 1,
});

export const removeSentinels = rollOutDrill({
  name: 'remove-sentinels',
  story:
    'Rolls out two Sentinels less, each forgotten by the others before the next one is ended: all know each other at the end, and no acknowledged write is lost.',
  isExtra: true,
  edit: withoutLastSentinels,
  hosts: () => 2,
  moves: switches(0),
});

/** How many names are tried: an address follows from a name, and may be taken. */
const NAMES = 40;

/** The definition with hosts that it does not have yet. */
function withMore(environment: Environment, more: readonly HostDefinition[]): ReturnType<Edit> {
  let { definition } = environment;
  for (const host of more) {
    const next = withOne(environment, definition, host);
    if (next === undefined) return { unfit: 'its network has no address for another host' };
    definition = next;
  }
  return definition;
}

function withOne(
  environment: Environment,
  definition: EnvironmentDefinition,
  host: HostDefinition,
): EnvironmentDefinition | undefined {
  for (let number = 1; number <= NAMES; number += 1) {
    const name = `rehearsed${number}`;
    const next = { ...definition, hosts: { ...definition.hosts, [name]: host } };
    if (!(name in definition.hosts) && !('unfit' in edited(environment, () => next, {}))) return next;
  }
  return undefined;
}

/** A replica in the zone and of the size of the last data host. */
function dataLike(environment: Environment): readonly HostDefinition[] {
  return dataHosts(environment)
    .slice(-1)
    .map(({ name, zone, size }) => {
      const { volume } = environment.definition.hosts[name] ?? {};
      return { roles: ['replica'], zone: zone.name, size, ...(volume === undefined ? {} : { volume }) };
    });
}

/** Two Sentinels in the zones and of the sizes of the first and the last one. */
function sentinelsLike(environment: Environment): readonly HostDefinition[] {
  const all = sentinelHosts(environment);
  return [...all.slice(0, 1), ...all.slice(-1)].map(({ zone, size }) => ({
    roles: ['sentinel'],
    zone: zone.name,
    size,
  }));
}

function withoutLastReplica(environment: Environment): ReturnType<Edit> {
  const unfit = withoutReplicaBeside('the one that leaves')(environment);
  const last = environment.hosts.findLast(({ roles }) => roles.includes('replica'));
  if (unfit !== undefined || last === undefined) return { unfit: unfit ?? 'it has no replica' };
  return without(environment, [last.name]);
}

/** Those that hold no data. */
function withoutLastSentinels(environment: Environment): ReturnType<Edit> {
  const alone = environment.hosts.filter(({ data }) => data === undefined).map(({ name }) => name);
  const sentinels = sentinelHosts(environment).length;
  const left = sentinels - LEAVING;
  const least = Math.max(LEAST_SENTINELS, environment.sentinel.quorum);
  if (left < least)
    return { unfit: `it has ${countOf(sentinels, 'Sentinel')}, and ${least} have to be left` };
  if (alone.length < LEAVING) return { unfit: 'its Sentinels hold data too' };
  return without(environment, alone.slice(-LEAVING));
}

function without({ definition }: Environment, names: readonly string[]): EnvironmentDefinition {
  const hosts = Object.entries(definition.hosts).filter(([name]) => !names.includes(name));
  return { ...definition, hosts: Object.fromEntries(hosts) };
}
