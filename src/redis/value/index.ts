/**
 * Reads values by their type: what Redis accepts, in the one form that CONFIG GET answers. The forms were compared with
 * running servers; the rules are those of redis config.c.
 */

import type { ManyType, SingleType, ValueType } from '../catalogue/type.ts';
import type { Canonical } from './canonical.ts';
import { manyValues, monitoredPrimary } from './list.ts';
import { singleValue } from './single.ts';

/** Reads the arguments of a directive as its type; undefined if Redis would refuse them. */
export function canonicalArguments(type: ValueType, args: readonly string[]): Canonical<readonly string[]> {
  if (type.kind === 'words') return args.length >= type.min && args.length <= type.max ? args : undefined;
  if (type.kind === 'monitored-primary') return monitoredPrimary(args);
  if (!takesOne(type)) return manyValues(type, args);
  const [value] = args;
  const canonical = value === undefined || args.length > 1 ? undefined : singleValue(type, value);
  return canonical === undefined ? undefined : [canonical];
}

/** True for the types of exactly one argument. */
export function takesOne(type: ValueType): type is SingleType {
  return type.kind !== 'words' && type.kind !== 'monitored-primary' && !takesMany(type);
}

/** True for the types that Redis also reads from one quoted argument, by splitting it again. */
export function takesMany(type: ValueType): type is ManyType {
  switch (type.kind) {
    case 'shutdown-flags':
    case 'save-points':
    case 'buffer-limits':
    case 'percentiles':
    case 'oom-scores':
    case 'bind-addresses':
    case 'primary-address':
      return true;
    default:
      return false;
  }
}
