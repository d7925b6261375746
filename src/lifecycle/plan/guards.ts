/** What a plan may not do, and what a person does then. */
import type { Change } from '../../diff/change.ts';
import { few } from '../../diff/clause.ts';
import type { Impact } from '../../redis/impact.ts';
import { majority } from '../../topology/environment.ts';
import { type Fate, type HostFate, isDown, type LostVolume, type Subject } from './fates.ts';

/** The guards that a person may overrule, by the name that `--allow` takes. */
export const OVERRULABLE = [
  'unknown-change',
  'sentinel-majority',
  'current-primary',
  'all-data-hosts',
  'only-data-host',
  'data-volume',
] as const;

/** A guard that a person may overrule. */
export type Overrulable = (typeof OVERRULABLE)[number];

/** A guard. Those that nobody overrules end in a plan that means nothing, in another environment, or in data lost for good. */
export type Guard =
  | Overrulable
  | 'errored-plan'
  | 'incomplete-plan'
  | 'foreign-state'
  | 'impossible-change'
  | 'protected'
  | 'protected-data';

/** Why a plan is not applied. */
export interface Refusal {
  readonly guard: Guard;
  /** True where nobody may overrule it. */
  readonly isFinal: boolean;
  /** A clause, without a full stop. */
  readonly reason: string;
  /** What to do, as one too. */
  readonly remedy: string;
}

/**
 * What refuses a change of a group, the worst first.
 *
 * @param rows what the plan does by meaning
 */
export function refusalsOf(subject: Subject, rows: readonly Change[]): readonly Refusal[] {
  return GUARDS.flatMap((guard) => guard(subject, rows));
}

const GUARDS = [
  foreignState,
  protectedData,
  impossibleChange,
  unknownChange,
  dataVolume,
  dataHosts,
  currentPrimary,
  sentinelMajority,
] as const;

/** What nobody can tell may lose data. */
function unknownChange({ environment, wasProtected }: Subject, rows: readonly Change[]): readonly Refusal[] {
  const things = told(rows, 'unknown');
  if (things.length === 0) return [];
  const isFinal = environment.protected || wasProtected;
  return [
    {
      guard: 'unknown-change',
      isFinal,
      reason: `nobody can tell what it would do: ${few(things, 'changes')}`,
      remedy: isFinal
        ? 'look at the plan with Terraform; no flag lets an unknown change of a protected environment pass'
        : `look at the plan with Terraform, and ${allow('unknown-change', 'it is harmless')}`,
    },
  ];
}

/** Terraform plans what AWS does not do: the apply would end half way. */
function impossibleChange(_subject: Subject, rows: readonly Change[]): readonly Refusal[] {
  return told(rows, 'refused').map((thing) => ({
    guard: 'impossible-change',
    isFinal: true,
    reason: `the apply would fail half way: ${thing}`,
    remedy: 'give the value that it had',
  }));
}

function told(rows: readonly Change[], impact: Impact): readonly string[] {
  return rows
    .filter((row) => row.impact === impact)
    .map(({ key, places, note }) => {
      const hosts = places.flatMap((place) => place.hosts);
      return [
        key,
        ...(hosts.length === 0 ? [] : [` of ${few(hosts, 'hosts')}`]),
        ` (${note ?? impact})`,
      ].join('');
    });
}

/** What refuses the end of an environment that is meant to end. */
export function refusalsOfEnd(subject: Subject): readonly Refusal[] {
  const { environment, wasProtected } = subject;
  if (!environment.protected && !wasProtected) return foreignState(subject);
  return [
    ...foreignState(subject),
    {
      guard: 'protected',
      isFinal: true,
      reason: `${environment.name} is protected`,
      remedy: environment.protected
        ? 'take protected out of its definition, deploy that, and destroy it then'
        : 'its definition says so no more: deploy that first, and destroy it then',
    },
  ];
}

function foreignState({ stateOf, environment: { name } }: Subject): readonly Refusal[] {
  if (stateOf === undefined || stateOf === name) return [];
  return [
    {
      guard: 'foreign-state',
      isFinal: true,
      reason: `the state holds the environment ${stateOf}, not ${name}`,
      remedy: `give ${name} a state of its own`,
    },
  ];
}

/** What neither a snapshot nor another host holds afterwards is gone for good. */
function protectedData(subject: Subject): readonly Refusal[] {
  const { environment, wasProtected, lostVolumes } = subject;
  if (!environment.protected && !wasProtected) return [];
  const lost = lostVolumes.filter(({ leavesSnapshot }) => !leavesSnapshot);
  const losses = [
    ...(lost.length === 0
      ? []
      : [`the data volume of ${owners(lost)} would be destroyed without a snapshot`]),
    ...(losesMemory(subject)
      ? ['its data are in memory only, and every host that holds them would go down']
      : []),
  ];
  return losses.map((loss) => ({
    guard: 'protected-data',
    isFinal: true,
    reason: `${environment.name} is protected, and ${loss}`,
    remedy: 'keep them; no flag lets data of a protected environment go',
  }));
}

function losesMemory(subject: Subject): boolean {
  const holders = holdersOf(subject);
  return subject.environment.redis.persistence === 'none' && holders.length > 0 && holders.every(isDown);
}

function dataVolume({ lostVolumes }: Subject): readonly Refusal[] {
  if (lostVolumes.length === 0) return [];
  const kept = lostVolumes.every(({ leavesSnapshot }) => leavesSnapshot);
  return [
    {
      guard: 'data-volume',
      isFinal: false,
      reason: `the data volume of ${owners(lostVolumes)} would be destroyed${kept ? ', and a snapshot of it stays' : ' with the data on it'}`,
      remedy: `leave its host as it is, or ${allow('data-volume', 'the data may go')}`,
    },
  ];
}

function owners(volumes: readonly LostVolume[]): string {
  return few(volumes.map(({ host, address }) => host ?? address).sort(), 'hosts');
}

function dataHosts(subject: Subject): readonly Refusal[] {
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
function holdersOf({ hosts, live }: Subject): readonly HostFate[] {
  const all = hosts.filter((host) => host.exists && (host.kinds?.includes('data') ?? isDown(host)));
  const holding = all.filter(
    ({ host }) =>
      live?.data.some((view) => view.host === host && view.role !== undefined && view.wasInSync) ?? false,
  );
  return holding.length === 0 ? all : holding;
}

function currentPrimary(subject: Subject): readonly Refusal[] {
  const { hosts, live } = subject;
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
      : `make another host the primary first (docs/replace.md), or ${allow('current-primary', 'a failover is meant')}`;
  return [{ guard: 'current-primary', isFinal: false, reason, remedy }];
}

/** A Sentinel that is gone counts in every majority (Sentinel knows the others for ever by their ids). */
function sentinelMajority({ hosts }: Subject): readonly Refusal[] {
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

/** How a guard is overruled. */
export function allow(guard: Overrulable, where: string): string {
  return `give --allow ${guard} where ${where}`;
}
