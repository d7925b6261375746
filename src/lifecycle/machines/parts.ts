/** A whole plan of Terraform, parted into what is done to each machine and what is about none. */

import { shown } from '../../diff/infrastructure/nouns.ts';
import { hostOf } from '../../diff/infrastructure/words.ts';
import type { MachineChange, MachineDeed } from '../../operate/machines.ts';
import type { Environment } from '../../topology/environment.ts';
import { actionOf, isTold, reasonOf } from '../plan/actions.ts';
import { differencesOf, valuesOf } from '../plan/values.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import { imagesIn } from './images.ts';
import { madeOtherwise, type Wanted } from './made-with.ts';

/** The parts of a plan. Data sources are in none: they are asked, and change nothing. */
export interface Parts {
  readonly hosts: readonly MachineChange[];
  /** What comes or changes in place, and belongs to no machine that changes: machines may need it. */
  readonly first: readonly ResourceChange[];
  /** What goes: a machine that goes too may still stand on it. */
  readonly last: readonly ResourceChange[];
  /** What several machines stand on and is made anew: no order of machines makes that safe. */
  readonly anew: readonly ResourceChange[];
}

/** Parts a plan of everything. */
export function partsOf(plan: TerraformPlan, environment: Environment): Parts {
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  const told = managed.filter(isTold);
  const names = hostsIn(managed, environment);
  const images = imagesIn(plan);
  const hosts = [...names]
    .sort()
    .flatMap((host) => machineChange(host, managed, { environment, image: images?.[host] }) ?? []);
  const changing = new Set(hosts.map(({ host }) => host));
  const others = told.filter(({ name }) => hostOf(name, changing) === undefined);
  const isAnew = (resource: ResourceChange): boolean =>
    actionOf(resource) === 'replace' && resource.type !== MEMORY;
  const goes = (resource: ResourceChange): boolean => GOES.has(actionOf(resource));
  return {
    hosts,
    first: others.filter((resource) => !goes(resource) && !isAnew(resource)),
    last: others.filter(goes),
    anew: others.filter(isAnew),
  };
}

/** What the state keeps and AWS does not know. */
const MEMORY = 'terraform_data';

const GOES: ReadonlySet<string> = new Set(['delete', 'forget']);

/** The names of all hosts that a plan can be about. */
export function hostsIn(changes: readonly ResourceChange[], environment: Environment): ReadonlySet<string> {
  const gone = changes.flatMap(({ type, name }) =>
    type === 'aws_instance' ? [name.replace(/^instance_/, '')] : [],
  );
  return new Set([...environment.hosts.map(({ name }) => name), ...gone]);
}

function machineChange(
  host: string,
  changes: readonly ResourceChange[],
  wanted: Wanted,
): MachineChange | undefined {
  const instance = changes.find(({ address }) => address === instanceOf(host));
  const deed = instance === undefined ? undefined : deedOf(instance);
  const made = instance === undefined ? undefined : madeOtherwise(host, instance, wanted);
  const why = [
    ...(instance === undefined || deed === undefined ? [] : whyOf(instance)),
    ...grownVolume(host, changes),
    ...(deed === undefined ? unattached(host, changes) : []),
    ...(made?.why ?? []),
  ];
  if (why.length === 0) return undefined;
  return { host, deed: deed ?? 'replace', ...made, why };
}

/** The address of the machine of a host. */
export function instanceOf(host: string): string {
  return `aws_instance.instance_${host}`;
}

/** Undefined for what changes while it runs. What nobody understands is refused by guards. */
function deedOf(instance: ResourceChange): MachineDeed | undefined {
  switch (actionOf(instance)) {
    case 'create':
      return 'create';
    case 'delete':
      return 'remove';
    case 'replace':
      return 'replace';
    default:
      return stopping(instance).length === 0 ? undefined : 'resize';
  }
}

/** Terraform would stop it, change it and start it again; it is made anew, so that what it installs is of today too. */
function stopping({ type, change }: ResourceChange) {
  return differencesOf(type, change).filter(({ effect }) => effect === 'stops');
}

function whyOf(instance: ResourceChange): readonly string[] {
  switch (actionOf(instance)) {
    case 'create':
      return ['there is no machine of it'];
    case 'delete':
      return ['the definition has it no more'];
    case 'replace':
      return replacedBy(instance);
    default:
      return stopping(instance).map(({ before, after }) => `${shown(before)} becomes ${shown(after)}`);
  }
}

function replacedBy(instance: ResourceChange): readonly string[] {
  const paths = (instance.change.replace_paths ?? []).map((path) => path.join('.'));
  if (paths.length > 0) return [`not changed in place: ${paths.join(', ')}`];
  return [reasonOf(instance) ?? 'Terraform does not say why'];
}

/** A run that was cut off may have left a machine without its volume: its boot has waited for that in vain. */
function unattached(host: string, changes: readonly ResourceChange[]): readonly string[] {
  const attachment = changes.find(({ name }) => name === `volume_attachment_${host}`);
  if (attachment === undefined || actionOf(attachment) !== 'create') return [];
  return ['its data volume is not attached to it'];
}

/** A disk grows while it is in use, and its file system when its host boots. */
function grownVolume(host: string, told: readonly ResourceChange[]): readonly string[] {
  const volume = told.find(({ address }) => address === `aws_ebs_volume.volume_${host}`);
  if (volume === undefined || actionOf(volume) !== 'update') return [];
  const [before, after] = [volume.change.before, volume.change.after].map(
    (side) => valuesOf(volume.type, side).size,
  );
  return before === after ? [] : [`its data volume grows from ${before} to ${after} GiB`];
}

/**
 * True where the only data volumes that go are those of hosts that the definition has no more: who ends such a host sees to
 * it that the others have its data. What a protected environment would lose is refused all the same.
 */
export function losesOnlyWithHosts(plan: TerraformPlan, environment: Environment): boolean {
  const changes = plan.resource_changes ?? [];
  const declared = new Set(environment.hosts.map(({ name }) => name));
  const names = hostsIn(changes, environment);
  const lost = changes.filter((change) => change.type === 'aws_ebs_volume' && LOSES.has(actionOf(change)));
  return lost.every((change) => {
    const host = hostOf(change.name, names);
    return actionOf(change) === 'delete' && host !== undefined && !declared.has(host);
  });
}

const LOSES: ReadonlySet<string> = new Set(['delete', 'replace', 'unknown']);
