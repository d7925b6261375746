/** What a plan does, in the rows and words of a comparison. */
import type { Change } from '../../diff/change.ts';
import { describeHost } from '../../diff/facts.ts';
import { fold } from '../../diff/fold.ts';
import type { DataRefusal, PlannedResource } from '../../diff/infrastructure/action.ts';
import { type HostNames, type PlanMeaning, planMeanings } from '../../diff/infrastructure/meaning.ts';
import { describe, nounOf } from '../../diff/infrastructure/nouns.ts';
import { keyOf } from '../../diff/infrastructure/words.ts';
import { grouped, ownRows } from '../../diff/own-rows.ts';
import { plainValue } from '../../diff/setting.ts';
import { weighed } from '../../diff/weighed.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { actionOf, isTold, reasonOf } from './actions.ts';
import type { Fate, HostFate, Subject } from './fates.ts';
import type { NotUnderstood } from './not-understood.ts';
import { plannedResource, TRIGGER } from './resources.ts';

/**
 * Every row, the worst first.
 *
 * @param refusals what Terraform itself refuses
 */
export function rowsOf(
  plan: TerraformPlan,
  subject: Subject,
  open: readonly NotUnderstood[],
  refusals: readonly DataRefusal[],
): readonly Change[] {
  const { hosts, environment } = subject;
  const { resource_changes: changes = [] } = plan;
  const unknown = new Set(open.flatMap(({ resource }) => resource ?? []));
  const told = changes.filter((resource) => isTold(resource) && !unknown.has(resource));
  const names = hostNames(hosts);
  const beside = hosts.some(({ fate }) => STAYS.has(fate)) ? [A_HOST] : [];
  const meaningsOf = (resource: ResourceChange): readonly PlanMeaning[] => {
    const planned = [plannedResource(resource, changes), ...beside];
    return meant(planned, names, []).map((meaning) => named(meaning, resource));
  };
  const [updates, others] = [true, false].map((wanted) =>
    told.filter((resource) => (actionOf(resource) === 'update') === wanted).flatMap(meaningsOf),
  );
  const rows = [
    ...grouped((updates ?? []).map(ofAll), environment.name),
    ...ownRows([...meant([], names, refusals), ...(others ?? [])], environment.name),
    ...hosts.flatMap((host) => comingOrGoing(host, subject)),
    ...[...open.map(unknownRow), ...told.flatMap(inState)].map((row) => ({
      ...row,
      ...COMMON,
      places: [{ environment: environment.name, hosts: [] }],
    })),
  ];
  return weighed(fold(rows));
}

/** A host that stays, for which it counts whether there is a way out meanwhile. */
const A_HOST: PlannedResource = {
  ...{ address: '', type: 'aws_instance', name: '', action: 'no-op' },
  ...{ gone: {}, differences: [], ignored: [], triggers: [], refusals: [] },
};

const STAYS: ReadonlySet<Fate> = new Set(['kept', 'stopped and started', 'unknown']);

const COMMON = { area: 'infrastructure', means: 'deploy', security: false, individual: false } as const;

function hostNames(hosts: readonly HostFate[]): HostNames {
  const moving = hosts.filter(({ fate }) => fate === 'created' || fate === 'destroyed');
  const names = (some: readonly HostFate[]): ReadonlySet<string> => new Set(some.map(({ host }) => host));
  return { all: names(hosts), moving: names(moving) };
}

function meant(
  resources: readonly PlannedResource[],
  names: HostNames,
  refusals: readonly DataRefusal[],
): readonly PlanMeaning[] {
  return planMeanings({ resources, refusals, settings: [], outputs: [] }, names);
}

/** What replaces an object and is no argument has the name of the object, and Terraform's reason. */
function named(meaning: PlanMeaning, resource: ResourceChange): PlanMeaning {
  if (meaning.key !== TRIGGER) return meaning;
  const notes = [reasonOf(resource), meaning.note].filter((note) => note !== undefined);
  return {
    ...meaning,
    key: keyOfObject(resource),
    before: describe(resource.address),
    after: 'another one',
    note: notes.join('; '),
  };
}

function keyOfObject({ type, name }: Pick<ResourceChange, 'type' | 'name'>): string {
  return type === 'aws_instance' ? 'host' : keyOf(type, undefined, name);
}

/** Tags are those of everything. */
function ofAll(meaning: PlanMeaning): PlanMeaning {
  if (meaning.key !== 'aws.tags') return meaning;
  const { host, ...rest } = meaning;
  return rest;
}

function comingOrGoing({ host, fate }: HostFate, { environment }: Subject): readonly Change[] {
  const declared = environment.hosts.find(({ name }) => name === host);
  const value = plainValue(declared === undefined ? 'a host' : describeHost(declared), `hosts.${host}`);
  const row = { ...COMMON, area: 'topology', key: `hosts/${host}` } as const;
  const places = [{ environment: environment.name, hosts: [host] }];
  switch (fate) {
    case 'created':
      return [{ ...row, event: 'host-comes', after: value, impact: 'live', places }];
    case 'destroyed':
      return [{ ...row, event: 'host-goes', before: value, impact: 'replace', places }];
    case 'forgotten':
      return [
        {
          ...row,
          before: value,
          impact: 'none',
          note: 'it runs on in AWS, and Terraform forgets it',
          places,
        },
      ];
    case 'unknown':
      return [
        { ...row, before: value, impact: 'unknown', note: 'nobody can tell what becomes of it', places },
      ];
    default:
      return [];
  }
}

type Row = Pick<Change, 'key' | 'impact' | 'note' | 'before' | 'after'>;

function unknownRow({ resource, why }: NotUnderstood): Row {
  const row = { impact: 'unknown', after: plainValue('not known', 'the plan') } as const;
  if (resource === undefined) return { ...row, key: 'the plan', note: why };
  return { ...row, key: keyOfObject(resource), note: `${resource.address}: ${why}` };
}

/** What only the state learns. */
function inState(resource: ResourceChange): readonly Row[] {
  const { address, previous_address: movedFrom, change } = resource;
  const row = { key: keyOfObject(resource), impact: 'none', after: plainValue(address, 'the plan') } as const;
  return [
    ...(change.importing === undefined
      ? []
      : [{ ...row, note: `the state takes up the ${nounOf(resource)}, which AWS has already` }]),
    ...(movedFrom === undefined
      ? []
      : [{ ...row, before: plainValue(movedFrom, 'the plan'), note: 'only its name in the state changes' }]),
  ];
}
