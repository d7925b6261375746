/** Values of several arguments. */

import { INT_MAX, type ManyType, ULONG_MAX } from '../catalogue/type.ts';
import { type Canonical, choose } from './canonical.ts';
import { integerValue, memoryValue, within } from './number.ts';

const SHUTDOWN_FLAGS = ['save', 'nosave', 'now', 'force'];
/** An address or a name of this host; with `-` in front it may be absent. Redis takes anything and then does not start. */
const ADDRESS = /^-?(?:::)?\*$|^-?[\p{L}\p{N}._:%-]+$/u;
const BUFFER_CLASSES = ['normal', 'replica', 'pubsub'];

/** Reads the arguments of a directive that takes several. */
export function manyValues(type: ManyType, args: readonly string[]): Canonical<readonly string[]> {
  const none = args.length === 1 && args[0] === '';
  if (args.length === 0) return withoutWords(type);
  switch (type.kind) {
    case 'shutdown-flags':
      return shutdownFlags(args);
    case 'save-points':
      return none ? args : savePoints(args);
    case 'buffer-limits':
      return bufferLimits(args);
    case 'percentiles':
      return none ? args : all(args, percentile);
    case 'oom-scores':
      return args.length === 3 ? all(args, oomScore) : undefined;
    case 'bind-addresses':
      return none || (args.length <= 16 && args.every((address) => ADDRESS.test(address))) ? args : undefined;
    case 'primary-address':
      return primaryAddress(args);
  }
}

/** What a line of the name alone says (measured on 7.0.15 and 8.0.2): `save` adds nothing, and so do the limits. */
function withoutWords({ kind }: ManyType): Canonical<readonly string[]> {
  if (kind === 'save-points' || kind === 'buffer-limits') return [];
  return kind === 'bind-addresses' || kind === 'percentiles' ? [''] : undefined;
}

function shutdownFlags(args: readonly string[]): Canonical<readonly string[]> {
  const flags = all(args, (value) => choose(['default', ...SHUTDOWN_FLAGS], value));
  if (flags === undefined) return undefined;
  if (flags.includes('save') && flags.includes('nosave')) return undefined;
  const set = SHUTDOWN_FLAGS.filter((flag) => flags.includes(flag));
  return set.length === 0 ? ['default'] : set;
}

function savePoints(args: readonly string[]): Canonical<readonly string[]> {
  if (args.length % 2 === 1) return undefined;
  return all(args, (value, index) => {
    // Redis reads no digits as 0 (strtoll).
    const count = /^\d{0,18}$/.test(value) ? BigInt(value) : undefined;
    return within({ min: index % 2 === 0 ? 1n : 0n, max: INT_MAX }, count)?.toString();
  });
}

function bufferLimits(args: readonly string[]): Canonical<readonly string[]> {
  if (args.length % 4 !== 0) return undefined;
  const canonical = all(args, (value, index) =>
    [bufferClass, bufferSize, bufferSize, seconds][index % 4]?.(value),
  );
  return canonical && mergeBufferLimits(canonical);
}

/** Keeps the last limits of each class, in the order of CONFIG GET. */
export function mergeBufferLimits(args: readonly string[]): readonly string[] {
  return BUFFER_CLASSES.flatMap((name) => {
    const at = args.lastIndexOf(name);
    return at < 0 ? [] : args.slice(at, at + 4);
  });
}

function bufferClass(value: string): Canonical<string> {
  return choose(BUFFER_CLASSES, value.toLowerCase() === 'slave' ? 'replica' : value);
}

function bufferSize(value: string): Canonical<string> {
  return within({ min: 0n, max: ULONG_MAX }, memoryValue(value))?.toString();
}

function seconds(value: string): Canonical<string> {
  return within({ min: 0n, max: INT_MAX }, integerValue(value))?.toString();
}

/** Redis prints six places and drops the zeros at the end. */
function percentile(value: string): Canonical<string> {
  if (!/^\d+(\.\d*)?$/.test(value) || Number(value) > 100) return undefined;
  return String(Number(Number(value).toFixed(6)));
}

function oomScore(value: string): Canonical<string> {
  return within({ min: -2000n, max: 2000n }, integerValue(value))?.toString();
}

function primaryAddress(args: readonly string[]): Canonical<readonly string[]> {
  const [host, port] = args;
  if (host === undefined || port === undefined || args.length > 2) return undefined;
  if (host.toLowerCase() === 'no' && port.toLowerCase() === 'one') return ['no', 'one'];
  const number = within({ min: 0n, max: 65_535n }, integerValue(port));
  return number === undefined ? undefined : [host, number.toString()];
}

/** Sentinel reads the numbers with atoi, so that `2x` is 2 (redis sentinel.c): what is not a number is refused here. */
export function monitoredPrimary(args: readonly string[]): Canonical<readonly string[]> {
  const [host, port, quorum] = args;
  if (host === undefined || port === undefined || quorum === undefined || args.length > 3) return undefined;
  const numbers = [
    within({ min: 1n, max: 65_535n }, integerValue(port)),
    within({ min: 1n, max: INT_MAX }, integerValue(quorum)),
  ];
  return numbers.every((number) => number !== undefined) ? [host, ...numbers.map(String)] : undefined;
}

function all(
  args: readonly string[],
  read: (value: string, index: number) => Canonical<string>,
): Canonical<readonly string[]> {
  const values = args.map(read);
  return values.every((value) => value !== undefined) ? values : undefined;
}
