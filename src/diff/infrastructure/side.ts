/** One stack with its blocks by address. */
import type { BlocksByType, Json, JsonObject, SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { isList, isObject } from './expression.ts';

/** Blocks by address: `aws_vpc.vpc`, `data.aws_ssm_parameter.image`. */
export type Blocks = ReadonlyMap<string, JsonObject>;

/** One side of a plan. */
export interface Side {
  readonly resources: Blocks;
  readonly data: Blocks;
  readonly locals: JsonObject;
  /** Tags that every object gets below its own. */
  readonly defaultTags: JsonObject;
}

/** Reads a stack. */
export function sideOf({ resource, data, locals = {}, provider }: SynthesizedStack): Side {
  return {
    resources: byAddress('', resource),
    data: byAddress('data.', data),
    locals,
    defaultTags: tagsOf(provider?.aws?.[0]?.default_tags),
  };
}

function byAddress(prefix: string, blocks: BlocksByType = {}): Blocks {
  return new Map(
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => [`${prefix}${type}.${name}`, block] as const),
    ),
  );
}

function tagsOf(blocks: Json | undefined): JsonObject {
  const block = blocks !== undefined && isList(blocks) ? blocks[0] : blocks;
  return isObject(block) && isObject(block.tags) ? block.tags : {};
}

/** The type and the name of a resource: `aws_vpc.vpc` is the `aws_vpc` called `vpc`. */
export function splitAddress(address: string): { readonly type: string; readonly name: string } {
  const [type = '', name = ''] = address.split('.').slice(-2);
  return { type, name };
}

/** The words of a list in a lifecycle block: `ignore_changes`, `replace_triggered_by`. */
export function lifecycleWords({ lifecycle }: JsonObject, name: string): readonly string[] {
  const words = isObject(lifecycle) ? lifecycle[name] : undefined;
  if (typeof words === 'string') return [words];
  return words !== undefined && isList(words) ? words.map(String) : [];
}
