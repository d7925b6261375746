/** What data sources give, as far as stacks tell. */
import type { Json, JsonObject } from '../../aws/synthesized-stack.ts';
import { argumentsOf, canonical } from './arguments.ts';
import {
  type Evaluated,
  evaluate,
  isList,
  isObject,
  known,
  type LookUp,
  type Reference,
  written,
} from './expression.ts';
import { type Side, splitAddress } from './side.ts';

/**
 * The value of a reference to a data source; undefined for a reference to anything else. What AWS answers is the same
 * where the same is asked. Volumes are those of the state.
 *
 * @param state the side whose objects exist
 */
export function readData(
  state: Side,
  side: Side,
  reference: Reference,
  lookUp: LookUp,
): Evaluated | undefined {
  const block = side.data.get(reference.address);
  if (block === undefined) return undefined;
  const { type } = splitAddress(reference.address);
  const asked = evaluate(argumentsOf(type, block), lookUp);
  if (asked.kind !== 'known') return asked;
  if (type === 'aws_ebs_volumes' && reference.path[0] === 'ids') return known(volumeIds(state, asked.value));
  return known(`\${${written(reference)}} for ${canonical(asked.value)}`, true);
}

/** The ids of the volumes that every filter takes, by their tags (EC2, DescribeVolumes). */
function volumeIds({ resources, defaultTags }: Side, asked: Json): Json {
  const { filter = [] } = isObject(asked) ? asked : {};
  const filters = isList(filter) ? filter.filter(isObject) : [];
  return [...resources]
    .filter(([address]) => address.startsWith('aws_ebs_volume.'))
    .filter(([, { tags }]) => {
      const all = { ...defaultTags, ...(isObject(tags) ? tags : {}) };
      return filters.every((each) => takes(each, all));
    })
    .map(([address]) => `\${${address}.id}`);
}

function takes({ name, values = [] }: JsonObject, tags: JsonObject): boolean {
  const wanted = isList(values) ? values.map(String) : [];
  if (name === 'tag-key') return wanted.some((key) => Object.hasOwn(tags, key));
  const key = String(name).replace(/^tag:/, '');
  return Object.hasOwn(tags, key) && wanted.includes(String(tags[key]));
}
