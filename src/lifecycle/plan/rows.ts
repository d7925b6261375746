/** What a plan does, in the rows and words of a comparison. */
import type { Change } from '../../diff/change.ts';
import { describeHost } from '../../diff/facts.ts';
import { fold } from '../../diff/fold.ts';
import type { DataRefusal, PlannedResource } from '../../diff/infrastructure/action.ts';
import { type HostNames, type PlanMeaning, planMeanings } from '../../diff/infrastructure/meaning.ts';
import { describe, nounOf, shown } from '../../diff/infrastructure/nouns.ts';
import { keyOf } from '../../diff/infrastructure/words.ts';
import { withWhatIsReplaced } from '../../diff/new-hosts.ts';
import { grouped, ownRows } from '../../diff/own-rows.ts';
import { plainValue } from '../../diff/setting.ts';
import { weighed } from '../../diff/weighed.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { actionOf, isTold, reasonOf } from './actions.ts';
import type { Fate, HostFate, Subject } from './fates.ts';
import type { NotUnderstood } from './not-understood.ts';
import { plannedResource, TRIGGER } from './resources.ts';
import { LATER, valuesOf } from './values.ts';

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
  const ids = idsIn(changes);
  const meaningsOf = (resource: ResourceChange): readonly PlanMeaning[] => {
    const planned = [plannedResource(resource, changes), ...beside];
    return meant(planned, names, []).map((meaning) => madeAnew(named(meaning, resource), ids));
  };
  const isUpdate = (resource: ResourceChange): boolean => actionOf(resource) === 'update';
  const updates = told.filter(isUpdate).flatMap(meaningsOf).map(ofAll);
  const others = told.filter((resource) => !isUpdate(resource)).flatMap(meaningsOf);
  const rows = [
    ...grouped(
      updates.filter(({ follows = false }) => !follows),
      environment.name,
    ),
    ...ownRows(
      [...meant([], names, refusals), ...updates.filter(({ follows }) => follows), ...others],
      environment.name,
    ),
    ...hosts.flatMap((host) => comingOrGoing(host, subject)),
    ...[...open.map(unknownRow), ...told.flatMap(inState)].map((row) => ({
      ...row,
      ...COMMON,
      places: [{ environment: environment.name, hosts: [] }],
    })),
  ];
  return weighed(fold(rows.map((row) => withWhatIsShared(row, hosts))));
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

/** What AWS calls the objects that there are, with what they are. */
function idsIn(changes: readonly ResourceChange[]): ReadonlyMap<string, string> {
  return new Map(
    changes.flatMap((resource) => {
      const { id } = valuesOf(resource.type, resource.change.before);
      return typeof id === 'string' ? [[id, `the ${nounOf(resource)}`] as const] : [];
    }),
  );
}

/** A reference to what is made anew, by what that is and not by its old id, of which every object has its own. */
function madeAnew(meaning: PlanMeaning, ids: ReadonlyMap<string, string>): PlanMeaning {
  const what = isConnected(meaning) ? ids.get(meaning.before ?? '') : undefined;
  return what === undefined
    ? meaning
    : { ...meaning, before: what, after: `${what}, a new one`, follows: true };
}

/** What is only known when the plan is applied is what AWS calls an object that is made anew: it follows from that one. */
function isConnected({ after }: PlanMeaning): boolean {
  return after === shown(LATER);
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
      return [{ ...row, ...ALL, note: 'nobody can tell what becomes of it', places }];
    default:
      return [];
  }
}

/** What all hosts share and is made anew, or goes, replaces none of them by itself. */
function withWhatIsShared(row: Change, hosts: readonly HostFate[]): Change {
  const named = (wanted: Fate): ReadonlySet<string> =>
    new Set(hosts.filter(({ fate }) => fate === wanted).map(({ host }) => host));
  const isOfAll = row.places.every(({ hosts: own }) => own.length === 0);
  if (row.impact === 'replace' && row.after === undefined && isOfAll)
    return { ...row, clause: `delete what hosts share (${row.key})` };
  return withWhatIsReplaced(row, {
    created: named('created'),
    replaced: named('replaced'),
    kept: named('kept'),
  });
}

/** Hosts of which nobody can tell are one row. */
const ALL = { key: 'host', after: plainValue('not known', 'the plan'), impact: 'unknown' } as const;

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
