/** How many hosts a group has, as far as files tell. */
import type { FileGroup, FileServer, FileSettings } from './configuration.ts';

const WILDCARDS: ReadonlySet<string> = new Set(['', '*', '::*', '::', '0.0.0.0']);
const LOOPBACK = /^(127\..*|::1|localhost)$/i;

/** The addresses that a server or Sentinel may be reached at from other hosts. */
export function addressesOf({ get, file }: FileSettings): readonly string[] {
  const announced = file.program === 'redis' ? 'replica-announce-ip' : 'announce-ip';
  return [...get(announced).words, ...get('bind').words.map(withoutDash)].filter(
    (address) => !isNameless(address),
  );
}

/** Servers whose group nobody tells are of one where the files tell how many replicas it has. */
export function areOfOneGroup(one: FileServer, other: FileServer): boolean {
  if (one.group === undefined && one.replicas === undefined) return false;
  return one.group?.name === other.group?.name;
}

/** True for an address that names no host: a wildcard, or the own machine. */
export function isNameless(address: string): boolean {
  return WILDCARDS.has(address) || isLoopback(address);
}

/** True for an address that only the own machine has. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address);
}

/**
 * How many replicas a group has: what its Sentinels have found, or the files of servers if each names an address of its
 * own, as those of a whole fleet do and a template does not. Undefined where neither tells.
 *
 * @param name undefined where no Sentinel is known
 */
export function countReplicas(
  name: string | undefined,
  groups: readonly FileGroup[],
  servers: readonly FileSettings[],
): number | undefined {
  const known = linesOf(name, groups, 'known-replica').map((args) => args.slice(0, 2).join(' '));
  const only = groups.every((group) => group.name === name);
  const hosts = only && servers.length > 1 && distinct(servers.map((server) => addressesOf(server)[0]));
  return most(new Set(known).size, hosts ? servers.length - 1 : 0);
}

/** How many Sentinels watch a group: those of the files and those that they have found; undefined if it may be more. */
export function countSentinels(name: string, groups: readonly FileGroup[]): number | undefined {
  const ids = groups
    .filter((group) => group.name === name)
    .map(({ sentinel }) => sentinel.get('myid').words[0]);
  const known = linesOf(name, groups, 'known-sentinel').map((args) => args[2] ?? args.join(' '));
  if (known.length === 0 && !(ids.length > 1 && distinct(ids))) return undefined;
  return new Set([...known, ...ids]).size;
}

function linesOf(
  name: string | undefined,
  groups: readonly FileGroup[],
  directive: string,
): readonly (readonly string[])[] {
  return groups
    .filter((group) => group.name === name)
    .flatMap(({ lines }) => lines(directive))
    .map(({ args }) => args.filter((word) => typeof word === 'string'));
}

function most(...counts: readonly number[]): number | undefined {
  return Math.max(...counts) || undefined;
}

function distinct(values: readonly (string | undefined)[]): boolean {
  return !values.includes(undefined) && new Set(values).size === values.length;
}

function withoutDash(address: string): string {
  return address.replace(/^-/, '');
}
