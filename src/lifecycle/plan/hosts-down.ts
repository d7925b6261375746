/** Guards of hosts that would be down at the same time. */
import { few } from '../../diff/clause.ts';
import { majority } from '../../topology/environment.ts';
import { type Fate, type HostFate, isDown, type Subject } from './fates.ts';
import { allow, type Refusal } from './refusal.ts';

/** One host at least goes on holding the data. */
export function dataHosts(subject: Subject): readonly Refusal[] {
  const holders = holdersOf(subject);
  if (holders.length === 0 || !holders.every(isDown)) return [];
  const guard = holders.length === 1 ? 'only-data-host' : 'all-data-hosts';
  const who =
    guard === 'only-data-host'
      ? `${namesOf(holders)} is the only host that holds data, and`
      : `all hosts that hold data (${namesOf(holders)})`;
  return [
    {
      guard,
      isFinal: false,
      reason: `${who} would be ${fatesIn(holders)}: nobody could read or write until one is back`,
      remedy: `${guard === 'only-data-host' ? 'let another host take over its data first' : 'change one after the other'}, or ${allow(guard, 'an outage is meant')}`,
    },
  ];
}

/** The hosts that hold data. One that does not answer, or never was in sync, holds none that counts, unless none does. */
export function holdersOf({ hosts, live }: Subject): readonly HostFate[] {
  const all = hosts.filter((host) => host.exists && (host.kinds?.includes('data') ?? isDown(host)));
  const holding = all.filter(
    ({ host }) =>
      live?.data.some((view) => view.host === host && view.role !== undefined && view.wasInSync) ?? false,
  );
  return holding.length === 0 ? all : holding;
}

/** The primary hands over before it goes. Where nobody can be asked, every data host may be it. */
export function currentPrimary(subject: Subject): readonly Refusal[] {
  const { environment, hosts, live } = subject;
  const down = hosts.filter((host) => isDown(host) && (host.kinds?.includes('data') ?? true));
  const primary = live?.primary;
  const own = primary === undefined ? down : down.filter(({ host }) => host === primary);
  if (own.length === 0) return [];
  const names = namesOf(own);
  const reason =
    primary === undefined
      ? `${names} would be ${fatesIn(own)}, and nobody could be asked who is the primary: it may be ${own.length === 1 ? 'that host' : 'one of them'}`
      : `${names} is the current primary and would be ${fatesIn(own)}: writes that no replica has yet are lost`;
  const remedy =
    primary === undefined
      ? `deploy where the group can be reached, or ${allow('current-primary', 'it is none of them')}`
      : `make another host the primary first with vedette switchover ${environment.name}, or ${allow('current-primary', 'a failover is meant')}`;
  return [{ guard: 'current-primary', isFinal: false, reason, remedy }];
}

/** A Sentinel that is gone counts in every majority (Sentinel knows the others for ever by their ids). */
export function sentinelMajority({ hosts }: Subject): readonly Refusal[] {
  const sentinels = hosts.filter((host) => host.exists && (host.kinds?.includes('sentinel') ?? isDown(host)));
  const down = sentinels.filter(isDown);
  const needed = majority(sentinels.length);
  if (down.length === 0 || sentinels.length - down.length >= needed) return [];
  return [
    {
      guard: 'sentinel-majority',
      isFinal: false,
      reason: `${down.length} of ${sentinels.length} Sentinels (${namesOf(down)}) would be ${fatesIn(down)}, and without ${needed} nobody fails over`,
      remedy: `change one after the other, or ${allow('sentinel-majority', 'that is meant')}`,
    },
  ];
}

function namesOf(hosts: readonly HostFate[]): string {
  return few(hosts.map(({ host }) => host).sort(), 'hosts');
}

const WORDS: Readonly<Partial<Record<Fate, string>>> = {
  'stopped and started': 'stopped',
  unknown: 'changed nobody knows how',
};

function fatesIn(hosts: readonly HostFate[]): string {
  const fates = new Set(hosts.map(({ fate }) => WORDS[fate] ?? fate));
  return [...fates].sort().join(' or ');
}
