/** What Terraform is told of an object: where it refreshes its state, and where it imports what is in none. */
import type { Resource, Site } from './operations.ts';
import type { Existing, World } from './resource-type.ts';
import type { Attributes } from './value.ts';
import { look } from './world.ts';

/** What an object is now; undefined if it is gone. */
export async function read(
  resource: Pick<Resource, 'name' | 'type'>,
  id: string,
  { account, cloud }: Pick<Site, 'account' | 'cloud'>,
): Promise<Attributes | undefined> {
  const world = await look(account, cloud);
  return readObject(resource, world.find(resource.name, id), world);
}

async function readObject(
  { name, type }: Pick<Resource, 'name' | 'type'>,
  object: Existing | undefined,
  world: World,
): Promise<Attributes | undefined> {
  if (object === undefined) return undefined;
  const attributes = type.read === undefined ? object.attributes : await type.read(object, world);
  if (attributes === undefined) await world.cloud.removeObject({ type: name, id: object.id });
  return attributes;
}

/**
 * What Terraform is told of an object that it imports: no more than AWS knows of it, so nothing that is in the state alone.
 *
 * @param given what the import names it by
 */
export async function importObject(
  resource: Resource,
  given: string,
  { account, cloud }: Pick<Site, 'account' | 'cloud'>,
): Promise<Attributes | undefined> {
  const { name, type } = resource;
  const world = await look(account, cloud);
  const object = type.imported === undefined ? world.find(name, given) : type.imported(given, world);
  const found = await readObject(resource, object, world);
  return found && { ...found, ...recordedIn(resource, {}) };
}

/** The arguments that AWS knows nothing of, as a state has them. */
export function recordedIn({ effects }: Resource, state: Attributes): Attributes {
  const names = Object.entries(effects.arguments).flatMap(([name, effect]) =>
    effect === 'records' && !name.includes('.') ? [name] : [],
  );
  return Object.fromEntries(names.map((name) => [name, state[name] ?? null]));
}
