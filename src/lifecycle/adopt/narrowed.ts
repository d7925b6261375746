/** A stack that imports and creates nothing in AWS: what was not found is left out. */
import type { BlocksByType, Json, JsonObject, SynthesizedStack } from '../../aws/synthesized-stack.ts';
import type { Import } from './match.ts';

/** A stack as Terraform reads it, with what it is to import. */
export interface ImportingStack extends SynthesizedStack {
  readonly import: readonly JsonObject[];
}

/** What became of a stack. */
export interface Narrowed {
  readonly stack: ImportingStack;
  /** The addresses of what something that is imported refers to and that was not found itself: it would be created. */
  readonly created: readonly string[];
}

/** What is in the state alone, and is made anew. */
const BUILT_IN = 'terraform_data.';

/**
 * Leaves out what is neither imported, nor in the state already, nor needed by something that is. An order of what is left
 * out says nothing any more; what else refers to it, such as an output, is left out too.
 *
 * @param known the addresses of what the state has: left out, it would be destroyed
 */
export function narrowStack(
  stack: SynthesizedStack,
  imports: readonly Import[],
  known: readonly string[] = [],
): Narrowed {
  const blocks = blocksIn(stack);
  const wanted = new Set([...known, ...imports.map(({ to }) => to)]);
  const needed = closure([...wanted], blocks);
  const kept = closure([...wanted, ...memoriesOf(needed, blocks)], blocks);
  const {
    removed: _removed,
    resource = {},
    data = {},
    ephemeral = {},
    locals = {},
    output = {},
    ...rest
  } = stack;
  const isWhole = (value: Json): boolean =>
    [...closure(referencesIn(value, blocks), blocks)].every(
      (address) => kept.has(address) || isLocal(address),
    );
  return {
    stack: {
      ...rest,
      ...there('resource', only(resource, '', kept)),
      ...there('data', only(data, 'data.', kept)),
      ...there('ephemeral', only(ephemeral, 'ephemeral.', kept)),
      ...there('locals', filtered(locals, isWhole)),
      ...there('output', filtered(output, isWhole)),
      import: imports.map(({ to, id }) => ({ to, id })),
    },
    created: [...kept].filter((address) => isResource(address) && !wanted.has(address)),
  };
}

type Blocks = ReadonlyMap<string, Json>;

/** What the state alone has, but for the memory of a host that is not there. */
function memoriesOf(needed: ReadonlySet<string>, blocks: Blocks): readonly string[] {
  return [...blocks.keys()].filter(
    (address) =>
      address.startsWith(BUILT_IN) &&
      [...closure([address], blocks)].every((other) => needed.has(other) || !isOfAws(other)),
  );
}

function blocksIn({ resource = {}, data = {}, ephemeral = {}, locals = {} }: SynthesizedStack): Blocks {
  return new Map<string, Json>([
    ...named(resource, ''),
    ...named(data, 'data.'),
    ...named(ephemeral, 'ephemeral.'),
    ...Object.entries(locals).map(([name, value]) => [`local.${name}`, value] as const),
  ]);
}

function named(types: BlocksByType, prefix: string): readonly (readonly [string, Json])[] {
  return Object.entries(types).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, block]) => [`${prefix}${type}.${name}`, unordered(block)] as const),
  );
}

/** A block without its order. */
function unordered({ depends_on: _order, ...block }: JsonObject): JsonObject {
  return block;
}

/** Everything that some addresses refer to, they themselves included. */
function closure(from: readonly string[], blocks: Blocks): ReadonlySet<string> {
  const reached = new Set(from);
  for (const address of reached)
    for (const other of referencesIn(blocks.get(address) ?? null, blocks)) reached.add(other);
  return reached;
}

const REFERENCE = /(?:(?:data|ephemeral)\.)?[a-z]\w*\.[\w-]+/g;

/** The addresses that stand anywhere in a value. */
function referencesIn(value: Json, blocks: Blocks): readonly string[] {
  const words = JSON.stringify(value).match(REFERENCE) ?? [];
  return words.filter((word) => blocks.has(word));
}

function only(types: BlocksByType, prefix: string, kept: ReadonlySet<string>): BlocksByType {
  const entries = Object.entries(types).map(([type, blocks]) => {
    const left = Object.entries(blocks).filter(([name]) => kept.has(`${prefix}${type}.${name}`));
    return [type, Object.fromEntries(left.map(([name, block]) => [name, ordered(block, kept)]))] as const;
  });
  return Object.fromEntries(entries.filter(([, blocks]) => Object.keys(blocks).length > 0));
}

/** A block that comes after those only that are there. */
function ordered(block: JsonObject, kept: ReadonlySet<string>): JsonObject {
  const { depends_on: order, ...rest } = block;
  if (!Array.isArray(order)) return block;
  const left = order.filter((address) => typeof address === 'string' && kept.has(address));
  return left.length === 0 ? rest : { ...rest, depends_on: left };
}

function filtered<Value>(
  values: Readonly<Record<string, Value>>,
  keep: (value: Value) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => keep(value)));
}

/** Terraform refuses a kind of block that is named and has none. */
function there<Blocks extends object>(kind: string, blocks: Blocks): Readonly<Record<string, Blocks>> {
  return Object.keys(blocks).length === 0 ? {} : { [kind]: blocks };
}

function isLocal(address: string): boolean {
  return address.startsWith('local.');
}

/** What there is in AWS, or is asked there. */
function isOfAws(address: string): boolean {
  return !isLocal(address) && !address.startsWith(BUILT_IN);
}

/** A resource of AWS. */
function isResource(address: string): boolean {
  return isOfAws(address) && !/^(data|ephemeral)\./.test(address);
}
