/** What rc.d/vedette of a host knows of its group: rc.conf.d/vedette, which the first boot writes, and nothing after it. */
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { DocumentKind } from '../redis/document.ts';
import { dataHosts, type Environment, type Host, majority, sentinelHosts } from '../topology/environment.ts';
import { linkPort } from '../topology/ports.ts';
import { hasTls, requiresTls } from '../topology/tls.ts';
import { hasUsers, requiresUsers } from '../topology/users.ts';
import { placesIn, serviceName } from './freebsd.ts';
import { OWN_USER } from './secrets.ts';
import { shellList } from './shell.ts';

/** The settings of that file, by their names there. */
export const GROUP_SETTINGS = [
  'self',
  'group',
  'sentinels',
  'peers',
  'promotable',
  'services',
  'majority',
  'grace',
  'redis_port',
  'sentinel_port',
  'tls',
  'login',
] as const;

/** A setting of that file. */
export type GroupSetting = (typeof GROUP_SETTINGS)[number];

/** Each as its words: addresses, names, one number, or what redis-cli is told. */
export type GroupSettings = Readonly<Record<GroupSetting, readonly string[]>>;

const LONGEST_GRACE = milliseconds(30_000);

/** What a host must know to ask the group who is primary. */
export function groupSettings(environment: Environment, host: Host): GroupSettings {
  const sentinels = sentinelHosts(environment);
  const peers = dataHosts(environment).filter(({ name }) => name !== host.name);
  const promotable = peers.filter(({ data }) => data.priority > 0);
  return {
    self: [host.address],
    group: [environment.sentinel.group],
    sentinels: sentinels.map(({ address }) => address),
    peers: peers.map(({ address }) => address),
    promotable: promotable.map(({ address }) => address),
    services: servicesOf(host).map((kind) => serviceName(environment.redis.engine, kind)),
    majority: [String(majority(sentinels.length))],
    grace: [String(promotionGrace(environment.sentinel.failoverTimeout))],
    redis_port: [String(linkPort(environment, 'redis'))],
    sentinel_port: [String(linkPort(environment, 'sentinel'))],
    tls: requiresTls(environment) ? ['--tls', '--cacert', placesIn(environment).tls.authority] : [],
    login: requiresUsers(environment) ? ['--user', OWN_USER] : [],
  };
}

/** The settings that stand in the file: those about TLS and about users only where there are some. */
export function writtenSettings(environment: Environment): readonly GroupSetting[] {
  return GROUP_SETTINGS.filter(
    (name) => (name !== 'tls' || hasTls(environment)) && (name !== 'login' || hasUsers(environment)),
  );
}

/** Numbers stand as they are. */
const NUMBERS: ReadonlySet<GroupSetting> = new Set(['majority', 'grace', 'redis_port', 'sentinel_port']);

/** The text of that file. */
export function groupFile(environment: Environment, host: Host): string {
  const settings = groupSettings(environment, host);
  return writtenSettings(environment)
    .map((name) => {
      const words = settings[name];
      return `${name}=${NUMBERS.has(name) ? words.join(' ') : shellList(words)}\n`;
    })
    .join('');
}

/**
 * How long a host that is named and found down leaves a promotion to the Sentinels, in seconds. They try once in twice the
 * failover timeout (redis sentinel.c, sentinelStartFailoverIfNeeded); nobody should be without a primary for all of that.
 */
function promotionGrace(failoverTimeout: Milliseconds): number {
  return Math.ceil(Math.min(2 * failoverTimeout, LONGEST_GRACE) / 1_000) + 2;
}

/** Sentinel first: where a host is both, its Sentinel's answer counts for the role of its Redis. */
export function servicesOf({ data, sentinel }: Host): readonly DocumentKind[] {
  return [
    ...(sentinel === undefined ? [] : ['sentinel' as const]),
    ...(data === undefined ? [] : ['redis' as const]),
  ];
}
