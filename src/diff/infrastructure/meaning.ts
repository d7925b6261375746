/** What the actions of a plan mean for hosts and their data. */
import type { Effect } from '../../aws/effects/index.ts';
import type { Means } from '../../definition/means.ts';
import { IMPACTS, type Impact } from '../../redis/impact.ts';
import type { Difference, InfrastructurePlan, PlannedResource } from './action.ts';
import type { Evaluated } from './expression.ts';
import { hostOf, keyOf } from './words.ts';

/** What a part of a plan does, in the words of the definition. */
export interface Meaning {
  /** `host/size`, `network.cidr`, or Terraform's own name for what a definition does not name. */
  readonly key: string;
  /** The host that it is about; undefined for what all share. */
  readonly host?: string;
  readonly impact: Impact;
  readonly means: Means;
  readonly note?: string;
  /** The values of Terraform's arguments; undefined where there are none to show. */
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
export function meaningsOf(plan: InfrastructurePlan, hosts: HostNames): readonly Meaning[] {
  return [
    ...plan.refusals.map((note) => refusal(note)),
    ...plan.settings.map(settingMeaning),
    ...plan.resources.flatMap((resource) => ofResource(resource, hosts)),
  ];
}

function ofResource(resource: PlannedResource, hosts: HostNames): readonly Meaning[] {
  const host = hostOf(resource.name, hosts.all);
  const here = host === undefined ? {} : { host };
  return [
    ...resource.refusals.map((note) => ({ ...refusal(note), ...here })),
    ...comingOrGoing(resource, host, hosts).map((each) => ({ ...each, ...here })),
    ...differing(resource).map((each) => ({ ...each, ...here })),
    ...ignored(resource).map((each) => ({ ...each, ...here })),
  ];
}

function refusal(note: string): Meaning {
  return { key: 'the stack', impact: 'refused', means: 'deploy', note };
}

/** The backend is where everything is remembered: after data that is lost it is the worst to get wrong. */
function settingMeaning({ argument, before, after, effect }: Difference): Meaning {
  const values = { before: shown(before), after: shown(after) };
  const common = { key: keyOf(argument), means: 'deploy', ...values } as const;
  if (argument === 'terraform.backend')
    return {
      ...common,
      impact: 'replace',
      note: 'move the state with terraform init -migrate-state: without it everything is created a second time',
    };
  if (effect === undefined) return { ...common, impact: 'unknown', note: 'not known what it does' };
  return { ...common, impact: effect === 'updates' ? 'live' : 'none' };
}

/** Resources whose loss is a loss of data, of what every host reads, or of nothing that runs. */
function comingOrGoing(
  { type, action, differences }: PlannedResource,
  host: string | undefined,
  { moving }: HostNames,
): readonly Meaning[] {
  if (action !== 'create' && action !== 'delete' && action !== 'forget') return [];
  if (type === 'terraform_data' || type === 'aws_instance' || differences.length > 0) return [];
  const common = { key: keyOf(type), means: 'deploy' } as const;
  if (type === 'aws_ebs_volume' && action === 'delete')
    return [{ ...common, impact: 'data-loss', note: 'its volume is destroyed with the data on it' }];
  if (action === 'forget')
    return [{ ...common, impact: 'none', note: 'it stays in AWS, and Terraform forgets it' }];
  if (host !== undefined && moving.has(host)) return [];
  if (type === 'aws_secretsmanager_secret' && action === 'delete')
    return [{ ...common, impact: 'replace', note: 'the password is deleted' }];
  return [{ ...common, impact: 'live' }];
}

function differing(resource: PlannedResource): readonly Meaning[] {
  const { type, triggers } = resource;
  const triggered: readonly Meaning[] = triggers.map(() => ({
    key: keyOf(type, 'replace_triggered_by'),
    ...replaced(type, undefined),
    means: 'deploy',
  }));
  return [...triggered, ...resource.differences.flatMap((each) => ofDifference(resource, each))];
}

function ofDifference({ type, action }: PlannedResource, difference: Difference): readonly Meaning[] {
  const { argument, before, after, effect } = difference;
  if (type === 'terraform_data') return [];
  // What is replaced as a whole has a row for each argument that forces it; the rest comes with the new object.
  if (action === 'replace' && effect !== 'replaces' && effect !== undefined) return [];
  const values = { before: shown(before), after: shown(after) };
  const common = { key: keyOf(type, argument), means: 'deploy' as const, ...values };
  if (effect === 'replaces') return [{ ...common, ...replaced(type, after) }];
  return [{ ...common, ...inPlace(type, argument, effect, before, after) }];
}

/** What it means that another object takes the place of one. */
function replaced(type: string, after: Evaluated | undefined): Pick<Meaning, 'impact' | 'note'> {
  const because = after?.kind === 'later' ? `${after.waitsFor.join(' and ')} is another one` : undefined;
  const note = because === undefined ? {} : { note: because };
  switch (type) {
    case 'aws_ebs_volume':
      return {
        impact: 'data-loss',
        note: 'its volume is destroyed with its data, and an empty one takes its place',
      };
    case 'aws_instance':
    case 'aws_vpc':
    case 'aws_subnet':
      return { impact: 'replace', ...note };
    case 'aws_secretsmanager_secret':
      return { impact: 'replace', note: 'the password is deleted and another one made' };
    case 'aws_secretsmanager_secret_version':
      return {
        impact: 'live-heavy',
        note: 'running hosts keep the old password, and a host that boots now gets the new one and cannot join them',
      };
    default:
      return { impact: 'live', ...note };
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
): Pick<Meaning, 'impact' | 'note'> {
  if (effect === undefined)
    return { impact: 'unknown', note: `not known what a change of ${argument} of ${type} does` };
  const impact = IN_PLACE[effect];
  if (effect === 'refused')
    return { impact, note: 'AWS refuses to make it smaller, in the middle of the apply' };
  if (type === 'aws_ebs_volume' && argument === 'size')
    return { impact, note: 'its file system grows afterwards' };
  const isPort = argument === 'from_port' || argument === 'to_port';
  if (isPort && before.kind === 'known' && after.kind === 'known')
    return {
      impact: 'restart',
      note: 'running hosts listen on the old port until they are changed too: an outage',
    };
  return { impact };
}

/** What only another host gets. Boot scripts differ with every setting, which has a row of its own. */
function ignored({ type, ignored: all }: PlannedResource): readonly Meaning[] {
  if (type === 'terraform_data') return [];
  return all
    .filter(({ argument }) => argument !== 'user_data')
    .map(({ argument, before, after }) => ({
      key: keyOf(type, argument),
      impact: 'none',
      means: 'next-host',
      note: 'only hosts created from now on get it',
      before: shown(before),
      after: shown(after),
    }));
}

function shown(value: Evaluated): string {
  if (value.kind === 'later') return 'known after apply';
  if (value.kind === 'untold') return 'not known';
  if (typeof value.value !== 'string') return JSON.stringify(value.value);
  return value.value.replace(/^\$\{([\w.-]+)\}$/, '$1');
}

/** Of several meanings the worst, with the notes of all that are as bad. */
export function worstOf(meanings: readonly Meaning[]): Meaning | undefined {
  const sorted = [...meanings].sort(
    (one, other) => IMPACTS.indexOf(other.impact) - IMPACTS.indexOf(one.impact),
  );
  const [first] = sorted;
  if (first === undefined) return undefined;
  const notes = sorted.filter(({ impact }) => impact === first.impact).flatMap(({ note }) => note ?? []);
  return notes.length === 0 ? first : { ...first, note: [...new Set(notes)].join('; ') };
}
