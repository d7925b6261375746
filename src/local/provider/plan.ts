/** What a change would do, as far as it is known before it is made. */
import { type Effect, effectOf, type ResourceEffects } from '../../aws/effects/index.ts';
import type { Resource } from './operations.ts';
import type { Account } from './resource-type.ts';
import { mapAttributes, nothingOf, type SchemaBlock } from './schema.ts';
import {
  type Attributes,
  equal,
  isAttributes,
  type TerraformValue,
  UNKNOWN,
  Unknown,
  valueAt,
} from './value.ts';

/** A planned change. */
export interface Plan {
  readonly planned: Attributes;
  /** Attributes whose change needs a new object. */
  readonly replace: readonly string[];
}

/**
 * Plans a resource.
 *
 * @param prior undefined for a new object
 * @param proposed the configuration, with what was there before where it says nothing and AWS decided
 */
export function plan(
  resource: Resource,
  prior: Attributes | undefined,
  proposed: Attributes,
  account: Account,
): Plan {
  const { block, effects } = resource;
  const wanted = withTags(block, withDefaults(effects, block, prior, proposed), account);
  if (prior === undefined) return { planned: withRegion(block, wanted, account), replace: [] };
  if (equal(prior, wanted)) return { planned: prior, replace: [] };
  return {
    planned: { ...wanted, ...Object.fromEntries((effects.renewed ?? []).map((name) => [name, UNKNOWN])) },
    replace: changedWith('replaces', resource, prior, wanted),
  };
}

/** The arguments that differ and whose change has an effect. */
export function changedWith(
  effect: Effect,
  { name: type, effects }: Resource,
  prior: Attributes,
  planned: Attributes,
): readonly string[] {
  return Object.keys(effects.arguments).filter((argument) => {
    const [before, after] = [valueAt(prior, argument), valueAt(planned, argument)];
    return !equal(before, after) && effectOf(type, argument, before, after, planned) === effect;
  });
}

/** What the provider knows stands in the plan; what AWS decides does not. */
function withDefaults(
  { defaults = {} }: ResourceEffects,
  block: SchemaBlock,
  prior: Attributes | undefined,
  proposed: Attributes,
): Attributes {
  return mapAttributes(block, proposed, ({ computed, writeOnly }, value, path) => {
    if (writeOnly) return null;
    if (value !== null) return value;
    if (computed) return prior === undefined ? UNKNOWN : null;
    return defaults[path.join('.')] ?? null;
  });
}

function withRegion(block: SchemaBlock, planned: Attributes, { region }: Account): Attributes {
  return 'region' in block.attributes && planned.region instanceof Unknown ? { ...planned, region } : planned;
}

/** Default tags are in `tags_all`, under the tags of the resource itself. */
function withTags(block: SchemaBlock, planned: Attributes, { defaultTags }: Account): Attributes {
  if (!('tags_all' in block.attributes)) return planned;
  const { tags = null } = planned;
  if (tags instanceof Unknown) return { ...planned, tags_all: UNKNOWN };
  return { ...planned, tags_all: { ...defaultTags, ...(isAttributes(tags) ? tags : {}) } };
}

/** Fills in what was not known. What nobody decides is empty, as in the state of AWS's provider. */
export function decided(block: SchemaBlock, planned: Attributes, decisions: Attributes): Attributes {
  return mapAttributes(
    block,
    planned,
    ({ type }, value, path): TerraformValue =>
      value instanceof Unknown ? (decisions[path.join('.')] ?? nothingOf(type)) : value,
  );
}
