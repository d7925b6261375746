/** What must hold of the Sentinels. */
import { majority, sentinelHosts } from '../../topology/environment.ts';
import { formatPlace, hostAt } from '../status/place.ts';
import type { SentinelFacts } from '../status/sentinel-status.ts';
import { type Check, factsOf, type Looked } from './check.ts';

/** All name the same primary, which says that it is one, and no other host does. */
export const onePrimary: Check = {
  name: 'one-primary',
  overruled: 'never',
  reasons: ({ status, environment }) => {
    const { primary } = status;
    if (primary === undefined) return [`the Sentinels do not name one primary: ${namings(status)}`];
    const role = factsOf(status, primary)?.role;
    const second = environment.hosts.filter(
      ({ name }) => name !== primary && factsOf(status, name)?.role === 'primary',
    );
    return [
      ...(role === undefined ? [`${primary} is named as primary, and does not tell what it is`] : []),
      ...(role === 'replica' ? [`${primary} is named as primary, and says that it is a replica`] : []),
      ...second.map(({ name }) => `${name} says that it is a primary too`),
    ];
  },
};

/** Enough answer and reach one another for the failover after this one. */
export const sentinelMajority: Check = {
  name: 'sentinel-majority',
  overruled: 'never',
  reasons: (looked) => {
    const telling = tellingSentinels(looked);
    const all = sentinelHosts(looked.environment).length;
    if (telling.length < majority(all))
      return [`${telling.length} of ${all} Sentinels answer, and a majority is ${majority(all)}`];
    return telling
      .filter(({ facts }) => !facts.ckquorum.ok)
      .map(({ host, facts }) => `Sentinel ${host} says ${facts.ckquorum.said}`);
  },
};

/** One that is silent may name another primary. */
export const everySentinelAnswers: Check = {
  name: 'every-sentinel-answers',
  overruled: 'with a reason',
  reasons: ({ status }) =>
    status.sentinels.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
};

/** The primary is up for all, and nobody replaces it already. */
export const noFailover: Check = {
  name: 'no-failover',
  overruled: 'never',
  reasons: (looked) =>
    tellingSentinels(looked).flatMap(({ host, facts: { flags, failover } }) => {
      if (failover !== undefined || flags.includes('failover_in_progress'))
        return [`Sentinel ${host} is in the middle of a failover`];
      return flags.some((flag) => flag.endsWith('_down')) ? [`Sentinel ${host} finds the primary down`] : [];
    }),
};

/** A Sentinel in TILT acts on nothing for 30 s (redis sentinel.c, sentinelTimer). */
export const noTilt: Check = {
  name: 'no-tilt',
  overruled: 'with a reason',
  reasons: (looked) =>
    tellingSentinels(looked)
      .filter(({ facts }) => facts.tilt)
      .map(({ host }) => `Sentinel ${host} mistrusts its clock and does nothing for 30 s (TILT)`),
};

/** Each knows all others: a majority is one of all that it knows. */
export const knownIsDeclared: Check = {
  name: 'known-is-declared',
  overruled: 'with a reason',
  reasons: (looked) => {
    const declared = sentinelHosts(looked.environment).length - 1;
    return tellingSentinels(looked)
      .filter(({ facts }) => facts.sentinels.length !== declared)
      .map(
        ({ host, facts }) =>
          `Sentinel ${host} knows ${facts.sentinels.length} other Sentinels of ${declared}`,
      );
  },
};

/** Nobody could promote a replica of somebody else. */
export const noStranger: Check = {
  name: 'no-stranger',
  overruled: 'never',
  reasons: (looked) => [
    ...new Set(
      tellingSentinels(looked).flatMap(({ facts }) =>
        strangers(looked, facts).map(
          (place) => `the Sentinels know a replica at ${place} that is not declared, and may promote it`,
        ),
      ),
    ),
  ],
};

/** A Sentinel that told. */
export interface TellingSentinel {
  readonly host: string;
  readonly facts: SentinelFacts;
}

/** The Sentinels that told. */
export function tellingSentinels({ status }: Pick<Looked, 'status'>): readonly TellingSentinel[] {
  return status.sentinels.flatMap(({ host, facts }) => (facts === undefined ? [] : [{ host, facts }]));
}

function strangers({ environment }: Looked, { replicas }: SentinelFacts): readonly string[] {
  return replicas
    .filter(({ place, priority, flags }) => {
      const isAway = flags.some((flag) => flag.endsWith('_down') || flag === 'disconnected');
      return hostAt(environment, place, 'redis') === undefined && priority > 0 && !isAway;
    })
    .map(({ place }) => formatPlace(place));
}

function namings({ sentinels }: Looked['status']): string {
  return sentinels
    .map(({ host, facts }) => `${host} names ${facts === undefined ? 'nobody' : formatPlace(facts.primary)}`)
    .join(', ');
}
