/** What AWS does when Terraform applies: objects are created, changed, removed and looked at in the local cloud. */
import { kill } from 'node:process';
import type { ResourceEffects } from '../../aws/effects/index.ts';
import { isRunning } from '../../base/process.ts';
import type { LocalCloud } from '../connection.ts';
import type { CloudObject } from '../inventory.ts';
import { entryOf } from '../registry.ts';
import type { PendingFaults } from './faults.ts';
import { changedWith, decided } from './plan.ts';
import { type Account, ApiError, HalfCreated, type ResourceType, type World } from './resource-type.ts';
import { type SchemaBlock, withoutWriteOnly } from './schema.ts';
import { RESOURCE_TYPES } from './types/index.ts';
import { type Attributes, attributesOf, stringOf, textsOf, toValue, valuesAt } from './value.ts';
import { look } from './world.ts';

/** A resource of Terraform: its type by name, with what is known of it. */
export interface Resource {
  readonly name: string;
  readonly type: ResourceType;
  readonly effects: ResourceEffects;
  readonly block: SchemaBlock;
}

/** Where an operation takes place. */
export interface Site {
  readonly account: Account;
  readonly cloud: LocalCloud;
  readonly faults: PendingFaults;
}

/** Creates an object and returns its attributes. */
export async function create(
  { name, type, effects, block }: Resource,
  planned: Attributes,
  config: Attributes,
  { account, cloud, faults }: Site,
): Promise<Attributes> {
  failIfTold(faults, name);
  const world = await look(account, cloud);
  const id = type.newId(planned, account, world);
  const wanted = decided(block, planned, { ...effects.defaults, ...type.decides?.(id, planned, world), id });
  checkReferences(type, wanted, world);
  type.checks?.(id, wanted, world);
  const object = (attributes: Attributes): CloudObject => ({ type: name, id, attributes });
  await cloud.putObject({ ...object(wanted), maker: entryOf('provider', process.pid) });
  if (faults.strikes('launch', name)) throw await halfCreated(object(wanted), cloud);
  try {
    const further = await type.create?.({ id, planned: wanted, config }, world);
    if (faults.strikes('crash', name)) kill(process.pid, 'SIGKILL');
    const attributes = withoutWriteOnly(block, { ...wanted, ...further });
    await cloud.putObject(object(attributes));
    return attributes;
  } catch (error) {
    await cloud.removeObject({ type: name, id });
    throw error;
  }
}

/** EC2 shows such an instance as pending for ever; the ten minutes that the provider waits for it are not waited here. */
async function halfCreated(object: CloudObject, cloud: LocalCloud): Promise<HalfCreated> {
  const attributes: Attributes = { ...attributesOf(toValue(object.attributes)), instance_state: 'pending' };
  await cloud.putObject({ ...object, attributes });
  return new HalfCreated(
    `waiting for ${object.type} (${object.id}) create: timeout while waiting for state to become 'running' (last state: 'pending', timeout: 10m0s)`,
    attributes,
  );
}

/** Changes an object in place and returns its attributes. */
export async function update(
  resource: Resource,
  prior: Attributes,
  planned: Attributes,
  config: Attributes,
  { account, cloud, faults }: Site,
): Promise<Attributes> {
  const { name, type, effects, block } = resource;
  failIfTold(faults, name);
  const world = await look(account, cloud);
  const oldId = stringOf(prior.id);
  const id = effects.renewed?.includes('id') ? type.newId(planned, account, world) : oldId;
  const wanted = decided(block, planned, { ...effects.defaults, id });
  refuseChange(resource, prior, wanted);
  checkReferences(type, wanted, world);
  type.checks?.(oldId, wanted, withoutObject(world, name, oldId));
  const stops = changedWith('stops', resource, prior, wanted).length > 0;
  await type.update?.({ id: oldId, planned: wanted, config }, stops, world);
  const attributes = withoutWriteOnly(block, wanted);
  if (id !== oldId) await cloud.removeObject({ type: name, id: oldId });
  await cloud.putObject({ type: name, id, attributes });
  return attributes;
}

/** The account as an object sees it that changes: what it is itself takes no name away from it. */
function withoutObject(world: World, type: string, id: string): World {
  const isItself = (other: string, itsId: unknown) => other === type && itsId === id;
  return {
    ...world,
    objects: world.objects.filter((object) => !isItself(object.type, object.id)),
    find: (other, itsId) => (isItself(other, itsId) ? undefined : world.find(other, itsId)),
    all: (other) => world.all(other).filter((existing) => !isItself(other, existing.id)),
  };
}

/** Removes an object; one that is gone already is no error. */
export async function remove(
  { name, type }: Pick<Resource, 'name' | 'type'>,
  prior: Attributes,
  place: Site,
): Promise<void> {
  const { account, cloud, faults } = place;
  failIfTold(faults, name);
  const world = await look(account, cloud);
  const object = world.find(name, prior.id);
  if (object === undefined) return;
  refuseWhileInUse(name, object.id, world);
  // Flags that matter only now, like force_destroy, are read from the state.
  await type.remove?.({ ...object, attributes: prior }, world);
  if (!isLeft(prior)) await cloud.removeObject({ type: name, id: object.id });
}

/** What `skip_destroy` says: Terraform forgets the object, AWS does not. */
function isLeft(prior: Attributes): boolean {
  return prior.skip_destroy === true;
}

/**
 * Removes what a provider that died was creating: Terraform never heard of it, and its address or name would be taken
 * for ever.
 */
export async function undoUnfinished(account: Account, cloud: LocalCloud): Promise<void> {
  const world = await look(account, cloud);
  for (const { type: name, id, maker } of await cloud.objects()) {
    if (maker === undefined || isRunning(maker)) continue;
    const object = world.find(name, id);
    if (object !== undefined) await RESOURCE_TYPES[name]?.remove?.({ ...object, attributes: {} }, world);
    await cloud.removeObject({ type: name, id });
  }
}

/** Terraform plans such a change all the same: AWS refuses it when the apply comes to it. */
function refuseChange(resource: Resource, prior: Attributes, planned: Attributes): void {
  const [refused] = changedWith('refused', resource, prior, planned);
  if (refused !== undefined)
    throw new ApiError(
      'InvalidParameterValue',
      `New ${refused} of ${stringOf(prior.id)} cannot be smaller than the existing one`,
    );
}

function failIfTold(faults: PendingFaults, name: string): void {
  if (faults.strikes('api', name))
    throw new ApiError('InternalError', 'An internal error has occurred. Please retry your request');
}

function checkReferences({ refersTo = {} }: ResourceType, wanted: Attributes, { find }: World): void {
  for (const [attribute, type] of Object.entries(refersTo))
    for (const id of referencesIn(wanted, attribute))
      if (find(type, id) === undefined) throw new ApiError('NotFound', `The ${type} '${id}' does not exist`);
}

/** AWS refuses to remove what something else stands on; the provider asks for minutes, this machine once. */
function refuseWhileInUse(name: string, id: string, { objects }: World): void {
  const user = objects.find(({ type, attributes }) => {
    const { refersTo = {}, endsWith = [] } = RESOURCE_TYPES[type] ?? {};
    const given = attributesOf(toValue(attributes)) ?? {};
    return Object.entries(refersTo).some(
      ([attribute, target]) =>
        target === name && !endsWith.includes(attribute) && referencesIn(given, attribute).includes(id),
    );
  });
  if (user !== undefined)
    throw new ApiError(
      'DependencyViolation',
      `${name} '${id}' has a dependent object, ${user.type} '${user.id}'`,
    );
}

function referencesIn(attributes: Attributes, name: string): readonly string[] {
  return valuesAt(attributes, name)
    .flatMap((value) => [stringOf(value), ...textsOf(value)])
    .filter((id) => id !== '');
}
