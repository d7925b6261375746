/** What a change would do, as far as it is known before it is made. */
import type { Account, ResourceType } from './resource-type.ts';
import { mapAttributes, nothingOf, type SchemaBlock } from './schema.ts';
import { type Attributes, equal, isAttributes, UNKNOWN, Unknown, type Value, valueAt } from './value.ts';

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
  type: ResourceType,
  block: SchemaBlock,
  prior: Attributes | undefined,
  proposed: Attributes,
  account: Account,
): Plan {
  const wanted = withTags(block, withDefaults(type, block, prior, proposed), account);
  if (prior === undefined) return { planned: withRegion(block, wanted, account), replace: [] };
  if (equal(prior, wanted)) return { planned: prior, replace: [] };
  const names = new Set([
    'region',
    ...type.replacedBy.filter((name) => !equal(valueAt(prior, name), valueAt(wanted, name))),
    ...(type.replacedAlsoBy?.(prior, wanted) ?? []),
  ]);
  return {
    planned: { ...wanted, ...Object.fromEntries((type.renewed ?? []).map((name) => [name, UNKNOWN])) },
    replace: [...names].filter((name) => !equal(valueAt(prior, name), valueAt(wanted, name))),
  };
}

/** What the provider knows stands in the plan; what AWS decides does not. */
function withDefaults(
  { defaults = {} }: ResourceType,
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
    ({ type }, value, path): Value =>
      value instanceof Unknown ? (decisions[path.join('.')] ?? nothingOf(type)) : value,
  );
}
