/** The script that makes a FreeBSD host of a blank machine: EC2 user-data. */

import { type Milliseconds, milliseconds } from '../base/units.ts';
import { dataHosts, type Environment, type Host, majority, sentinelHosts } from '../topology/environment.ts';
import { programOf } from './program.ts';
import { secretName } from './secrets.ts';
import { shellList, shellWord } from './shell.ts';
import { layOut, type View } from './template.ts';

/** EC2 takes at most this much user-data, in bytes before any encoding (EC2 user guide, instance user data). */
export const USER_DATA_LIMIT = 16_384;

const LONGEST_GRACE = milliseconds(30_000);

/** The files that the script installs. */
export interface Carried {
  readonly redisConf: string | undefined;
  readonly sentinelConf: string | undefined;
}

/** The boot script of a host, which carries its files. */
export interface BootScript {
  /** As it is read and reviewed. It runs as well. */
  readonly clear: string;
  /** The same, with the part that all hosts of a kind share packed: EC2 takes 16 KB. */
  readonly userData: string;
}

/** The boot script of a host, carrying its files. */
export function bootScript(environment: Environment, host: Host, carried: Carried): BootScript {
  const { clear, packed } = programOf({
    data: carried.redisConf !== undefined,
    sentinel: carried.sentinelConf !== undefined,
    updates: environment.aws.updates === 'first-boot',
  });
  const own = ownView(environment, host, carried);
  return {
    clear: layOut('user-data.sh', { ...own, program: clear }),
    userData: layOut('user-data.sh', { ...own, program: packed }),
  };
}

/** What a host has of its own. */
function ownView(environment: Environment, host: Host, { redisConf, sentinelConf }: Carried): View {
  return {
    environment: environment.name,
    host: host.name,
    hostQuoted: shellWord(host.name),
    // curl signs the request for the password; FreeBSD's own fetch cannot set a header.
    packages: shellList([environment.redis.package, 'curl']),
    redisVersion: shellWord(environment.redis.version),
    services: services(host),
    region: shellWord(environment.aws.region),
    secretName: shellWord(secretName(environment)),
    data: redisConf !== undefined,
    sentinel: sentinelConf !== undefined,
    redisConf: redisConf ?? '',
    sentinelConf: sentinelConf ?? '',
    ...groupView(environment, host),
  };
}

/** What rc.d/vedette must know to ask the group who is primary. */
function groupView(environment: Environment, host: Host): View {
  const sentinels = sentinelHosts(environment);
  const peers = dataHosts(environment).filter(({ name }) => name !== host.name);
  const promotable = peers.filter(({ data }) => data.priority > 0);
  return {
    address: shellWord(host.address),
    group: shellWord(environment.sentinel.group),
    sentinels: shellList(sentinels.map(({ address }) => address)),
    peers: shellList(peers.map(({ address }) => address)),
    promotable: shellList(promotable.map(({ address }) => address)),
    majority: String(majority(sentinels.length)),
    grace: String(promotionGrace(environment.sentinel.failoverTimeout)),
    redisPort: String(environment.redis.port),
    sentinelPort: String(environment.sentinel.port),
  };
}

/**
 * How long a host that is named and found down leaves a promotion to the Sentinels, in seconds. They try once in twice the
 * failover timeout (redis sentinel.c, sentinelStartFailoverIfNeeded); nobody should be without a primary for all of that.
 */
function promotionGrace(failoverTimeout: Milliseconds): number {
  return Math.ceil(Math.min(2 * failoverTimeout, LONGEST_GRACE) / 1_000) + 2;
}

/** Sentinel first: where a host is both, its Sentinel's answer counts for the role of its Redis. */
function services({ data, sentinel }: Host): string {
  return shellList([
    ...(sentinel === undefined ? [] : ['sentinel']),
    ...(data === undefined ? [] : ['redis']),
  ]);
}
