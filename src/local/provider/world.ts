/** The account, looked at once for each call. */
import type { LocalCloud } from '../connection.ts';
import type { CloudObject } from '../inventory.ts';
import type { Account, Existing, World } from './resource-type.ts';
import { attributesOf, toValue } from './value.ts';

/** The account as it is now. */
export async function look(account: Account, cloud: LocalCloud): Promise<World> {
  const objects = await cloud.objects();
  const existing = ({ id, attributes }: CloudObject): Existing => ({
    id,
    attributes: attributesOf(toValue(attributes)) ?? {},
  });
  return {
    account,
    cloud,
    objects,
    find: (type, id) => objects.filter((each) => each.type === type && each.id === id).map(existing)[0],
    all: (type) => objects.filter((each) => each.type === type).map(existing),
  };
}
