/** Lines that are right by themselves, and wrong beside each other. */

import { isIP } from 'node:net';
import { type Argument, type Directive, type DocumentKind, isSecret } from './document.ts';
import type { Option } from './option.ts';

/** A line and what it sets. */
export interface OptionLine extends Option {
  readonly line: Directive;
}

/** Lines and what is wrong with each, as the end of a sentence that starts with its name. */
export type Conflicts = readonly (readonly [line: OptionLine, message: string])[];

/** What keeps the program from starting, though it would take each line. */
export function conflictsIn(lines: readonly OptionLine[], kind: DocumentKind): Conflicts {
  return [
    ...repeatedIn(lines),
    ...unmonitoredIn(lines),
    ...unresolvedIn(lines),
    ...usersBesideFile(lines),
    ...unencrypted(lines),
    ...(kind === 'redis' ? followersInCluster(lines) : []),
  ];
}

/** What may stand only once for each user, command or group. */
const ONCE: ReadonlySet<string> = new Set(['user', 'rename-command', 'monitor']);

function repeatedIn(lines: readonly OptionLine[]): Conflicts {
  const seen = new Set<string>();
  return lines
    .filter((line) => ONCE.has(line.name))
    .filter((line) => {
      const known = seen.size;
      return seen.add(identity(line)).size === known;
    })
    .map((line) => [line, 'the line stands there twice; remove one']);
}

/** Users and groups are told apart by case, commands are not. */
function identity({ name, group, args: [first] }: OptionLine): string {
  const target = name === 'monitor' ? undefined : name === 'user' ? first : upperCase(first);
  return JSON.stringify([name, group, target]);
}

function upperCase(argument: Argument | undefined): Argument | undefined {
  return argument === undefined || isSecret(argument) ? argument : argument.toUpperCase();
}

/** Sentinel does not start with options of a group that no line monitors. */
function unmonitoredIn(lines: readonly OptionLine[]): Conflicts {
  const monitored = new Set(lines.filter(({ name }) => name === 'monitor').map(({ group }) => group));
  return lines
    .filter(({ spec, group }) => spec?.form === 'group' && !monitored.has(group))
    .map((line) => [line, 'no sentinel monitor names its group; add one']);
}

/** Lines of a group whose first value is the address of an instance. */
const ADDRESSED: ReadonlySet<string> = new Set(['monitor', 'known-replica', 'known-sentinel']);

/** Sentinel asks no resolver, not even for localhost, unless it is told to (redis sentinel.c, createSentinelAddr). */
function unresolvedIn(lines: readonly OptionLine[]): Conflicts {
  if (lastOf(lines, 'resolve-hostnames')?.toLowerCase() === 'yes') return [];
  return lines
    .filter(({ spec, args: [host] }) => ADDRESSED.has(spec?.name ?? '') && isName(host))
    .map((line) => [
      line,
      'a host name is resolved only with sentinel resolve-hostnames yes; write an address, or add that line',
    ]);
}

function isName(host: Argument | undefined): boolean {
  return host !== undefined && !isSecret(host) && isIP(host) === 0;
}

/** Redis does not start with users in both places. */
function usersBesideFile(lines: readonly OptionLine[]): Conflicts {
  const file = lastOf(lines, 'aclfile') ?? '';
  return lines
    .filter(({ name }) => name === 'user' && file !== '')
    .map((line) => [line, 'users stand in the aclfile when there is one; move this one there']);
}

/** Redis does not start where something is to be encrypted and it has nothing to do it with (redis tls.c, tlsConfigure). */
function unencrypted(lines: readonly OptionLine[]): Conflicts {
  const is = (name: string, otherwise: string): string => lastOf(lines, name)?.toLowerCase() ?? otherwise;
  const encrypted = lines.filter(
    ({ name }) =>
      (name === 'tls-port' && is(name, '0') !== '0') ||
      ((name === 'tls-replication' || name === 'tls-cluster') && is(name, 'no') === 'yes'),
  );
  const missing = ['tls-cert-file', 'tls-key-file'].find((name) => is(name, '') === '');
  const checked =
    is('tls-auth-clients', 'yes') !== 'no' ||
    is('tls-replication', 'no') === 'yes' ||
    is('tls-cluster', 'no') === 'yes';
  const authority = is('tls-ca-cert-file', '') !== '' || is('tls-ca-cert-dir', '') !== '';
  const lacking = missing ?? (checked && !authority ? 'tls-ca-cert-file or tls-ca-cert-dir' : undefined);
  return lacking === undefined ? [] : encrypted.map((line) => [line, `there is no ${lacking}; add one`]);
}

/** A cluster decides by itself who follows whom. */
function followersInCluster(lines: readonly OptionLine[]): Conflicts {
  const [host] = lines.findLast(({ spec }) => spec?.name === 'replicaof')?.args ?? ['no'];
  if (lastOf(lines, 'cluster-enabled')?.toLowerCase() !== 'yes' || host === 'no') return [];
  return lines
    .filter(({ spec }) => spec?.name === 'replicaof')
    .map((line) => [line, 'Redis does not start with it in cluster mode; remove it']);
}

/** The value that holds, as it was written. */
function lastOf(lines: readonly OptionLine[], directive: string): string | undefined {
  const [value] = lines.findLast(({ spec }) => spec?.name === directive)?.args ?? [];
  return value === undefined || isSecret(value) ? undefined : value;
}
