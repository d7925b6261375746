/** Types of values in words, for messages and documentation. */

import {
  INT_MAX,
  INT_MIN,
  LONG_MAX,
  type Range,
  UINT_MAX,
  ULONG_MAX,
  type ValueType,
} from './catalogue/type.ts';

/** What a value is, to stand after "is not", and what to write instead, to stand after a semicolon. */
export interface Description {
  readonly what: string;
  readonly write: string;
}

const WIDEST: ReadonlySet<bigint> = new Set([INT_MIN, INT_MAX, UINT_MAX, LONG_MAX, ULONG_MAX]);
const UNITS = 'digits and b, k, kb, m, mb, g or gb';

/** Describes a type of values. */
export function describeType(type: ValueType): Description {
  switch (type.kind) {
    case 'yes-no':
      return { what: 'yes or no', write: 'one of them' };
    case 'choice':
      return { what: 'a word Redis knows here', write: `one of ${type.words.join(', ')}` };
    case 'integer':
      return { what: `a whole number${range(type)}`, write: 'digits without a unit' };
    case 'octal':
      return { what: `a file mode up to ${type.max.toString(8)}`, write: 'octal digits, such as 770' };
    case 'memory':
      return {
        what: `a size Redis reads${range(type, ' bytes')}`,
        write: type.percent ? `${UNITS}, or a share such as 5%` : UNITS,
      };
    case 'text':
      return { what: 'one text', write: 'one text, quoted where it has blanks' };
    case 'pattern':
      return { what: type.what, write: type.write };
    case 'words':
      return { what: 'as many words as it takes', write: type.write };
    case 'keyspace-events':
      return { what: 'a set of event letters', write: `letters of A${type.all}${type.others}` };
    case 'shutdown-flags':
      return { what: 'a way to shut down', write: 'default, or save or nosave, now, force' };
    case 'save-points':
      return {
        what: 'pairs of seconds and changes',
        write: 'such as 900 1, or an empty text for no snapshots',
      };
    case 'buffer-limits':
      return {
        what: 'limits of output buffers',
        write: 'normal, replica or pubsub, a hard and a soft size and seconds, such as replica 256mb 64mb 60',
      };
    case 'percentiles':
      return { what: 'a list of percentiles', write: 'numbers from 0 to 100' };
    case 'oom-scores':
      return { what: 'three scores from -2000 to 2000', write: 'those of primary, replica and child' };
    case 'bind-addresses':
      return { what: 'a list of addresses', write: 'up to 16 addresses' };
    case 'monitored-primary':
      return {
        what: 'a primary to monitor',
        write: 'its address, its port and a quorum, the last two in digits',
      };
    case 'primary-address':
      return { what: 'the address of a primary', write: 'its address and port, or no one' };
  }
}

/** Bounds that are only those of the machine's numbers say nothing to a reader. */
function range({ min, max }: Range, unit = ''): string {
  if (WIDEST.has(min)) return '';
  if (!WIDEST.has(max)) return ` from ${min} to ${max}${unit}`;
  return unit !== '' && min === 0n ? '' : ` from ${min}${unit}`;
}
