/** Hosts that come: new replicas and Sentinels, and the settings that rise with them. */
import { type Environment, type Host, majority, sentinelHosts } from '../../../topology/environment.ts';
import { forgetGone, refuseStrangers } from '../../members/forget-steps.ts';
import { untilJoined } from '../../members/joined.ts';
import { outsidersOf } from '../../members/outsiders.ts';
import type { Operation, Step } from '../../step.ts';
import type { Phase, Refusal, RolloutInput } from '../input.ts';
import { arriving } from '../members.ts';
import { movingSteps } from '../moving.ts';

/** One at a time. Whoever is remembered and gone is forgotten first, so that no new host is taken for an old one. */
export function arrivals(input: RolloutInput): Phase {
  const outsiders = outsidersOf(input);
  const coming = inBootOrder(arriving(input));
  return {
    steps: [
      ...forgetGone(input, outsiders.gone),
      ...coming.map((host) => arrival(input, host)),
      ...movingSteps(input, 'after arrivals'),
    ],
    refusals: [
      ...refuseStrangers(input, outsiders.strangers),
      ...takenAddresses(input, coming),
      ...withoutAnswer(input, coming),
    ],
  };
}

/**
 * Sentinels alone come first: a data host asks those of the definition who leads, and starts when a majority of them
 * answers. One that is both counts for itself.
 */
export function inBootOrder(hosts: readonly Host[]): readonly Host[] {
  return hosts.toSorted((one, other) => bootRank(one) - bootRank(other));
}

function bootRank({ data, sentinel }: Host): number {
  if (data === undefined) return 0;
  return sentinel === undefined ? 2 : 1;
}

function arrival({ environment }: RolloutInput, host: Host): Step {
  const { name, address, data } = host;
  return {
    kind: 'arrival',
    hosts: [name],
    what: `made at ${address} as ${rolesOf(host)}, and waited for until it is a member`,
    why:
      data === undefined
        ? 'one Sentinel after the other, each known by all before the next one comes'
        : 'one after the other, each in sync before anything relies on it',
    notice: data === undefined ? 'nothing' : 'the primary sends it all data, which takes memory and time',
    undo: `take ${name} out of the definition and run vedette rollout ${environment.name}`,
    impact: data === undefined ? 'live' : 'live-heavy',
    perform: (operation) => arrive(operation, host),
  };
}

/** One that is there from an attempt before is made again all the same: that waits until it has booted. */
async function arrive({ group, machines, signal }: Operation, host: Host): Promise<void> {
  await machines.create(host.name);
  await untilJoined(group, await shapeOf(group.environment, machines), host, signal);
}

/** Everybody who has a machine. */
async function shapeOf(environment: Environment, machines: Operation['machines']): Promise<Environment> {
  const there = new Set((await machines.present()).map(({ host }) => host));
  return { ...environment, hosts: environment.hosts.filter(({ name }) => there.has(name)) };
}

function rolesOf({ data, sentinel }: Host): string {
  return [
    ...(data === undefined ? [] : ['a replica']),
    ...(sentinel === undefined ? [] : ['a Sentinel']),
  ].join(' and ');
}

/** An address has one owner at a time. */
function takenAddresses({ running }: RolloutInput, coming: readonly Host[]): readonly Refusal[] {
  return coming.flatMap(({ name, address }) =>
    running.hosts
      .filter((host) => host.address === address)
      .map((host) => ({
        why: `${name} comes at ${address}, which ${host.name} has`,
        remedy: `give ${name} another address, or roll out without ${host.name} first`,
      })),
  );
}

/** A data host that gets no answer from a majority waits for ten minutes, and follows whom it finds then. */
function withoutAnswer({ environment, running }: RolloutInput, coming: readonly Host[]): readonly Refusal[] {
  const declared = sentinelHosts(environment).map(({ name }) => name);
  const needed = majority(declared.length);
  const there = new Set(running.hosts.map(({ name }) => name));
  for (const { name, data } of coming) {
    there.add(name);
    const answering = declared.filter((sentinel) => there.has(sentinel)).length;
    if (data !== undefined && answering < needed)
      return [
        {
          why: `${name} asks the ${declared.length} Sentinels of the definition who leads when it boots, and ${answering} of them are there then, where it takes ${needed}`,
          remedy: 'roll out more Sentinels that hold no data first',
        },
      ];
  }
  return [];
}
