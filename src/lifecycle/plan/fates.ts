/** What becomes of the hosts of a plan and of their data. */
import { hostOf } from '../../diff/infrastructure/words.ts';
import type { GroupHealth } from '../../group/verdict.ts';
import type { Environment } from '../../topology/environment.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { actionOf } from './actions.ts';
import type { NotUnderstood } from './not-understood.ts';
import type { OlderState } from './older-state.ts';
import { differencesOf, valuesOf } from './values.ts';

/** What becomes of a host, from the mildest to the worst. */
export const FATES = [
  'kept',
  'created',
  'forgotten',
  'stopped and started',
  'destroyed',
  'replaced',
  'unknown',
] as const;

/** What becomes of a host; a forgotten one runs on, and Terraform knows nothing of it any more. */
export type Fate = (typeof FATES)[number];

/** A host, and what becomes of it. */
export interface HostFate {
  readonly host: string;
  readonly fate: Fate;
  /** Whether it is there before the plan is applied. */
  readonly exists: boolean;
  /** What it is until then; undefined where its state does not say so. */
  readonly kinds: readonly string[] | undefined;
}

/** A data volume that is destroyed. */
export interface LostVolume {
  readonly address: string;
  /** Whose it is; undefined where its name is none of a host. */
  readonly host: string | undefined;
  /** Whether AWS takes a snapshot of it before: its state says so, as the definition may have no such volume any more. */
  readonly leavesSnapshot: boolean;
}

/** The group as it is now: who is primary, and who has data. */
export type LiveGroup = Pick<GroupHealth, 'primary' | 'data'>;

/** What a plan does to a group. */
export interface Fates {
  /** Every host of the plan and of the definition, by name. */
  readonly hosts: readonly HostFate[];
  readonly lostVolumes: readonly LostVolume[];
  /** True where what is deployed was protected, whatever the definition says now. */
  readonly wasProtected: boolean;
  /** The environment that the state was begun with; undefined where there is none yet. */
  readonly stateOf: string | undefined;
}

/** What a plan does to a group, and what it is judged by. */
export interface Subject extends Fates {
  readonly environment: Environment;
  /** Undefined where the group could not be asked. */
  readonly live: LiveGroup | undefined;
  /** Undefined where the state is what was deployed last, as far as anybody knows. */
  readonly older?: OlderState | undefined;
}

/**
 * Reads what becomes of hosts and volumes. What is not understood counts as the worst.
 *
 * @param namesAll whether a whole plan names every host of the definition: one that ends all names only what is there
 */
export function fatesOf(
  { resource_changes: changes = [] }: TerraformPlan,
  environment: Environment,
  open: readonly NotUnderstood[],
  namesAll: boolean,
): Fates {
  const unknown = new Set(open.flatMap(({ resource }) => resource ?? []));
  const names = new Set([...environment.hosts.map(({ name }) => name), ...changes.flatMap(instanceName)]);
  const volumes = changes.filter(({ type }) => type === VOLUME);
  return {
    hosts: [...names].sort().map((host) => {
      const fate = hostFate(host, changes, unknown);
      return fate ?? { host, fate: namesAll ? 'unknown' : 'kept', exists: namesAll, kinds: undefined };
    }),
    lostVolumes: volumes
      .filter((volume) => unknown.has(volume) || ENDS.has(actionOf(volume)))
      .map(({ address, name, change }) => ({
        address,
        host: hostOf(name, names),
        leavesSnapshot: valuesOf(VOLUME, change.before).final_snapshot === true,
      })),
    wasProtected: changes.some(isProtected),
    stateOf: rememberedName(changes),
  };
}

const ENDS: ReadonlySet<string> = new Set(['delete', 'replace', 'unknown']);

const INSTANCE = 'aws_instance';
const VOLUME = 'aws_ebs_volume';

function instanceName({ type, name }: ResourceChange): readonly string[] {
  return type === INSTANCE ? [name.replace(/^instance_/, '')] : [];
}

function hostFate(
  host: string,
  changes: readonly ResourceChange[],
  unknown: ReadonlySet<ResourceChange>,
): HostFate | undefined {
  const own = changes.filter((each) => instanceName(each).includes(host));
  if (own.length === 0) return undefined;
  const fates = own.map((each) => (unknown.has(each) ? 'unknown' : fateOf(each)));
  const exists = own.some(({ change }) => change.before !== null && change.before !== undefined);
  return {
    host,
    fate: FATES[Math.max(...fates.map((fate) => FATES.indexOf(fate)))] ?? 'unknown',
    exists,
    kinds: kindsOf(host, changes),
  };
}

function fateOf(resource: ResourceChange): Fate {
  switch (actionOf(resource)) {
    case 'no-op':
      return 'kept';
    case 'create':
      return 'created';
    case 'update':
      return changedHost(resource);
    case 'replace':
      return 'replaced';
    case 'delete':
      return 'destroyed';
    case 'forget':
      return 'forgotten';
    default:
      return 'unknown';
  }
}

function changedHost({ type, change }: ResourceChange): Fate {
  const differences = differencesOf(type, change);
  if (differences.length === 0 || differences.some(({ effect }) => effect === undefined)) return 'unknown';
  return differences.some(({ effect }) => effect === 'stops') ? 'stopped and started' : 'kept';
}

/** What a host installed at its first boot stands in the state (src/aws/guards/kinds.ts). */
function kindsOf(host: string, changes: readonly ResourceChange[]): readonly string[] | undefined {
  const kind = changes.find(({ address }) => address === `terraform_data.kind_${host}`);
  const { input } = valuesOf('terraform_data', kind?.change.before);
  return typeof input === 'string' ? input.split(' ') : undefined;
}

function rememberedName(changes: readonly ResourceChange[]): string | undefined {
  const memory = changes.find(({ address }) => address === 'terraform_data.environment');
  const { input } = valuesOf('terraform_data', memory?.change.before);
  return typeof input === 'string' ? input : undefined;
}

/** What is protected in AWS bears its mark in the state (src/aws/hosts.ts, volumes.ts). */
function isProtected({ type, change }: ResourceChange): boolean {
  if (type === INSTANCE) return valuesOf(type, change.before).disable_api_termination === true;
  return type === VOLUME && valuesOf(type, change.before).final_snapshot === true;
}

/** Whether a host does not answer for a while, or never again. */
export function isDown({ fate, exists }: HostFate): boolean {
  return exists && FATES.indexOf(fate) >= FATES.indexOf('stopped and started');
}
