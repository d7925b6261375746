/** What the actions of a plan mean for hosts and their data. */
import type { Effect } from '../../aws/effects/index.ts';
import type { Means } from '../../definition/means.ts';
import { IMPACTS, type Impact } from '../../redis/impact.ts';
import { type Difference, forcing, type InfrastructurePlan, type PlannedResource } from './action.ts';
import type { Evaluated } from './expression.ts';
import { describe, nounOf, shown } from './nouns.ts';
import { splitAddress } from './side.ts';
import { guardOf, hostOf, keyOf, keyOfTrigger } from './words.ts';

/** What a part of a plan does, in the words of the definition. */
export interface PlanMeaning {
  /** `host/size`, `network.cidr`, or Terraform's own name for what a definition does not name. */
  readonly key: string;
  /** The host that it is about; undefined for what all share. */
  readonly host?: string;
  readonly impact: Impact;
  readonly means: Means;
  readonly note?: string;
  /** What the last sentence says of it; undefined where the impact's usual words do. */
  readonly clause?: string;
  /** The kind of resource, in the words of AWS: `attachment of a volume`; undefined for what is no resource. */
  readonly noun?: string;
  /** True where nothing differs but that what it refers to is made anew. */
  readonly follows?: boolean;
  /** What there was and is; undefined where there was, or is, none. */
  readonly before?: string;
  readonly after?: string;
}

/** Which hosts both sides have, and which one only. */
export interface HostNames {
  readonly all: ReadonlySet<string>;
  /** Those that come or go: a row of their own tells of them and of what belongs to them, but for their data. */
  readonly moving: ReadonlySet<string>;
}

/** Everything that a plan does, not grouped yet. */
export function planMeanings(plan: InfrastructurePlan, hosts: HostNames): readonly PlanMeaning[] {
  const isAnyKept = plan.resources.some(
    ({ type, action }) => type === 'aws_instance' && !ENDING.has(action) && action !== 'create',
  );
  return [
    ...plan.refusals.map(({ address, reason }) => refusal(address, reason)),
    ...plan.settings.map(settingMeaning),
    ...plan.resources
      .flatMap((resource) => ofResource(resource, hosts))
      .map((meaning) => (isAnyKept ? meaning : withoutWayOut(meaning))),
  ];
}

const ENDING: ReadonlySet<PlannedResource['action']> = new Set(['replace', 'delete', 'forget']);

/** Where no host stays, none misses its way out. */
function withoutWayOut(meaning: PlanMeaning): PlanMeaning {
  if (meaning.clause !== WAY_OUT) return meaning;
  const { clause, note, ...rest } = meaning;
  return { ...rest, impact: 'live' };
}

const WAY_OUT = 'replace the NAT gateway, without which hosts have no way out meanwhile';

function ofResource(resource: PlannedResource, hosts: HostNames): readonly PlanMeaning[] {
  const host = hostOf(resource.name, hosts.all);
  const here = host === undefined ? {} : { host };
  return [
    ...resource.refusals.map((reason) => ({ ...refusal(resource.address, reason, resource), ...here })),
    ...comingOrGoing(resource, host, hosts).map((each) => ({ ...each, ...here })),
    ...differing(resource).map((each) => ({ ...each, ...here })),
    ...ignored(resource).map((each) => ({ ...each, ...here })),
  ];
}

function refusal(
  address: string,
  note: string,
  { ignored = [] }: Partial<PlannedResource> = {},
): PlanMeaning {
  const { key, because } = guardOf(address);
  const kept = ignored.find(({ argument }) => argument === 'input');
  return {
    key,
    noun: nounOf(splitAddress(address)),
    impact: 'refused',
    means: 'deploy',
    clause: `because ${because} (${key})`,
    note,
    ...(kept === undefined ? { after: 'refused' } : { before: shown(kept.before), after: shown(kept.after) }),
  };
}

/** The backend is where everything is remembered: after data that is lost it is the worst to get wrong. */
function settingMeaning({ argument, before, after, effect }: Difference): PlanMeaning {
  const values = { before: shown(before), after: shown(after) };
  const common = { key: keyOf(argument), means: 'deploy', ...values } as const;
  if (argument === 'terraform.backend')
    return {
      ...common,
      impact: 'replace',
      clause: 'create everything a second time unless the state is moved (aws.state)',
      note: 'move the state with terraform init -migrate-state: without it everything is created a second time',
    };
  if (effect === undefined) return { ...common, impact: 'unknown', note: 'not known what it does' };
  return { ...common, impact: effect === 'updates' ? 'live' : 'none' };
}

/** Resources whose loss is a loss of data, of what every host reads, or of nothing that runs. */
function comingOrGoing(
  resource: PlannedResource,
  host: string | undefined,
  { moving }: HostNames,
): readonly PlanMeaning[] {
  const { type, name, action, differences, gone } = resource;
  if (action !== 'create' && action !== 'delete' && action !== 'forget') return [];
  if (type === 'terraform_data' || type === 'aws_instance' || differences.length > 0) return [];
  const it = described(resource);
  const common = {
    key: keyOf(type, undefined, name),
    noun: nounOf(resource),
    means: 'deploy',
    ...(action === 'create' ? { after: it } : { before: it }),
  } as const;
  if (type === 'aws_ebs_volume' && action === 'delete')
    return [{ ...common, impact: 'data-loss', note: fateOf(gone) }];
  if (action === 'forget')
    return [{ ...common, impact: 'none', note: 'it stays in AWS, and Terraform forgets it' }];
  if (host !== undefined && moving.has(host)) return [];
  if (type === 'aws_secretsmanager_secret' && action === 'delete')
    return [{ ...common, impact: 'replace', note: `the ${nounOf(resource)} is deleted` }];
  return [{ ...common, impact: 'live' }];
}

/** A volume by its size, so that those of several hosts are one row. */
function described({ address, gone: { size } }: PlannedResource): string {
  return size?.kind === 'known' && typeof size.value === 'number' ? `${size.value}gb` : describe(address);
}

/** The snapshot is taken because the state says so, as the definition has no such volume any more (provider, aws_ebs_volume). */
function fateOf({ final_snapshot: snapshot }: PlannedResource['gone']): string {
  return snapshot?.kind === 'known' && snapshot.value === true
    ? 'its volume is destroyed, and a snapshot of it stays'
    : 'its volume is destroyed with the data on it';
}

function differing(resource: PlannedResource): readonly PlanMeaning[] {
  const triggered: readonly PlanMeaning[] = reasonsIn(resource).map((trigger) => ({
    key: keyOfTrigger(trigger),
    noun: nounOf(resource),
    ...replaced(resource.type),
    ...noteOfTrigger(trigger),
    means: 'deploy',
  }));
  return [...triggered, ...resource.differences.flatMap((each) => ofDifference(resource, each))];
}

const RESTORED =
  'every volume is destroyed with its data, and the group begins anew with those of the snapshot';

function noteOfTrigger(trigger: string): Pick<PlanMeaning, 'note'> {
  if (trigger.startsWith('terraform_data.restore')) return { note: RESTORED };
  return trigger.startsWith('aws_ebs_volume.') ? { note: 'the host is replaced with its volume' } : {};
}

/** A host that is replaced for a reason of its own is not told to follow its volume. */
function reasonsIn(resource: PlannedResource): readonly string[] {
  const { triggers } = resource;
  const own = triggers.filter((trigger) => !trigger.startsWith('aws_ebs_volume.'));
  return own.length > 0 || forcing(resource).length > 0 ? own : triggers;
}

function ofDifference(resource: PlannedResource, difference: Difference): readonly PlanMeaning[] {
  const { type, name, action } = resource;
  const { argument, before, after, effect } = difference;
  if (type === 'terraform_data') return [];
  // What is replaced as a whole has a row for each argument that forces it; the rest comes with the new object.
  if (action === 'replace' && effect !== 'replaces' && effect !== undefined) return [];
  const common = {
    key: keyOf(type, argument, name),
    noun: nounOf(resource),
    means: 'deploy',
    ...(madeAnew(before, after) ?? { before: shown(before), after: shown(after) }),
  } as const;
  if (effect === 'replaces')
    return [{ ...common, key: type === 'aws_nat_gateway' ? keyOf(type) : common.key, ...replaced(type) }];
  return [{ ...common, ...inPlace(type, argument, effect, before, after) }];
}

/** The values of an argument that is the same reference as before, to what another one takes the place of; else undefined. */
function madeAnew(
  before: Evaluated,
  after: Evaluated,
): Required<Pick<PlanMeaning, 'before' | 'after' | 'follows'>> | undefined {
  if (after.kind !== 'later' || shown(after) !== `${shown(before)}, a new one`) return undefined;
  const nouns = after.waitsFor.map((address) => `the ${nounOf(splitAddress(address))}`);
  const text = [...new Set(nouns)].join(' and ');
  return { before: text, after: `${text}, a new one`, follows: true };
}

/** What it means that another object takes the place of one. Hosts have rows of their own, also where their subnet goes. */
function replaced(type: string): Pick<PlanMeaning, 'impact' | 'note' | 'clause'> {
  switch (type) {
    case 'aws_ebs_volume':
      return {
        impact: 'data-loss',
        note: 'its volume is destroyed with its data, and an empty one takes its place',
      };
    case 'aws_nat_gateway':
      return {
        impact: 'live-heavy',
        note: 'hosts have no way out until the new one is there, and come from another address then',
        clause: WAY_OUT,
      };
    case 'aws_instance':
    case 'aws_vpc':
      return { impact: 'replace' };
    case 'aws_secretsmanager_secret':
      return { impact: 'replace', note: 'the password is deleted and another one made' };
    case 'aws_secretsmanager_secret_version':
      return {
        impact: 'live-heavy',
        note: 'running hosts keep the old password, and a host that boots now gets the new one and cannot join them',
      };
    default:
      return { impact: 'live' };
  }
}

const IN_PLACE: Readonly<Record<Effect, Impact>> = {
  records: 'none',
  updates: 'live',
  stops: 'stop-start',
  refused: 'refused',
  replaces: 'replace',
};

function inPlace(
  type: string,
  argument: string,
  effect: Effect | undefined,
  before: Evaluated,
  after: Evaluated,
): Pick<PlanMeaning, 'impact' | 'note' | 'clause'> {
  if (effect === undefined)
    return { impact: 'unknown', note: `not known what a change of ${argument} of ${type} does` };
  const impact = IN_PLACE[effect];
  if (effect === 'refused')
    return {
      impact,
      clause: 'because no volume gets smaller (host/volume)',
      note: 'AWS refuses to make it smaller, in the middle of the apply',
    };
  if (type === 'aws_ebs_volume' && argument === 'size')
    return { impact, note: 'its file system grows afterwards' };
  const isPort = argument === 'from_port' || argument === 'to_port';
  if (isPort && before.kind === 'known' && after.kind === 'known')
    return {
      impact: 'restart',
      clause: 'close the port that running hosts listen on',
      note: 'running hosts listen on the old port until they are changed too: an outage',
    };
  return { impact };
}

/** What only another host gets. Boot scripts differ with every setting, and snapshots with `aws.restore`: these have rows. */
function ignored(resource: PlannedResource): readonly PlanMeaning[] {
  const { type, ignored: all } = resource;
  if (type === 'terraform_data') return [];
  return all
    .filter(({ argument }) => argument !== 'user_data' && argument !== 'snapshot_id')
    .map(({ argument, before, after }) => ({
      key: keyOf(type, argument),
      noun: nounOf(resource),
      impact: 'none',
      means: 'next-host',
      note: 'only hosts created from now on get it',
      before: shown(before),
      after: shown(after),
    }));
}

/** Of several meanings the worst, with the notes of all that are as bad. */
export function worstOf(meanings: readonly PlanMeaning[]): PlanMeaning | undefined {
  const sorted = [...meanings].sort(
    (one, other) => IMPACTS.indexOf(other.impact) - IMPACTS.indexOf(one.impact),
  );
  const [first] = sorted;
  if (first === undefined) return undefined;
  const notes = sorted.filter(({ impact }) => impact === first.impact).flatMap(({ note }) => note ?? []);
  return notes.length === 0 ? first : { ...first, note: [...new Set(notes)].join('; ') };
}
