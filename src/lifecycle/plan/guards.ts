/** What a plan may not do. */
import type { Change } from '../../diff/change.ts';
import { few } from '../../diff/clause.ts';
import type { Impact } from '../../redis/impact.ts';
import { dataVolume, protectedData } from './data-lost.ts';
import type { Subject } from './fates.ts';
import { currentPrimary, dataHosts, sentinelMajority } from './hosts-down.ts';
import { olderState } from './older-state.ts';
import { allow, type Refusal } from './refusal.ts';

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
  olderState,
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
