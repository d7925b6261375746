/** What the resources of a stack stand on: Terraform does that first, whatever it is pointed at. */
import type { Json, SynthesizedStack } from '../../aws/synthesized-stack.ts';

/** By the address of each resource, the addresses of all that it stands on. */
export type Foundations = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads who refers to whom: a text that only looks like an address counts too, so that nothing is missed. */
export function foundationsOf({ resource = {} }: SynthesizedStack): Foundations {
  const blocks = new Map(
    Object.entries(resource).flatMap(([type, ofType]) =>
      Object.entries(ofType).map(([name, block]) => [`${type}.${name}`, block] as const),
    ),
  );
  const direct = new Map(
    [...blocks].map(([address, block]) => [address, addressesIn(block, blocks)] as const),
  );
  return new Map([...direct.keys()].map((address) => [address, below(address, direct)]));
}

const ADDRESS = /\b[a-z]\w*\.[\w-]+/g;

function addressesIn(value: Json, known: ReadonlyMap<string, unknown>): readonly string[] {
  const found = JSON.stringify(value).match(ADDRESS) ?? [];
  return [...new Set(found)].filter((address) => known.has(address));
}

function below(address: string, direct: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (from: string): void => {
    for (const next of direct.get(from) ?? [])
      if (!found.has(next)) {
        found.add(next);
        walk(next);
      }
  };
  walk(address);
  return found;
}
