/** The script that makes a FreeBSD host of a blank machine: EC2 user-data. */

import { lineOf } from '../redis/catalogue/index.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { hasTls } from '../topology/tls.ts';
import { hasUsers, requiresUsers } from '../topology/users.ts';
import { placesIn } from './freebsd.ts';
import { groupFile, groupSettings } from './group-settings.ts';
import { kindOf } from './kind.ts';
import { packed } from './packed.ts';
import { programOf } from './program.ts';
import {
  certificateSecretName,
  OWN_USER,
  REDIS_PASSWORD,
  secretName,
  secretOwner,
  userPassword,
} from './secrets.ts';
import { shellList, shellWord } from './shell.ts';
import { layOut, type View } from './template.ts';

/** EC2 takes at most this much user-data, in bytes before any encoding (EC2 user guide, instance user data). */
export const USER_DATA_LIMIT = 16_384;

/** The files that the script installs. */
export interface Carried {
  readonly redisConf: string | undefined;
  readonly sentinelConf: string | undefined;
}

/** The boot script of a host, which carries its files. */
export interface BootScript {
  /** As it is read and reviewed. It runs as well. */
  readonly clear: string;
  /**
   * The same, with the part that all hosts of a kind share minified and packed: EC2 takes 16 KB. Where there are users, whose
   * rights are long, the files that it carries are packed as well.
   */
  readonly userData: string;
}

/** The boot script of a host, carrying its files. */
export function bootScript(environment: Environment, host: Host, carried: Carried): BootScript {
  const program = programOf(kindOf(environment, host));
  const own = ownView(environment, host, carried);
  const files = layOut('carried.sh', own);
  const sent = hasUsers(environment) ? `\n${packed(files)}` : files;
  return {
    clear: layOut('user-data.sh', { ...own, carried: files, program: program.clear }),
    userData: layOut('user-data.sh', { ...own, carried: sent, program: program.packed }),
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
    service: placesIn(environment).service,
    version: shellWord(lineOf(environment.redis.version)),
    region: shellWord(environment.aws.region),
    secretName: shellWord(secretName(environment)),
    data: redisConf !== undefined,
    sentinel: sentinelConf !== undefined,
    tls: hasTls(environment),
    users: hasUsers(environment),
    secretOwner: shellWord(secretOwner(environment)),
    secretNames: shellList(secretNames(environment, [redisConf, sentinelConf])),
    certificateSecret: shellWord(certificateSecretName(environment, host)),
    redisConf: redisConf ?? '',
    sentinelConf: sentinelConf ?? '',
    groupFile: groupFile(environment, host),
    services: shellList(groupSettings(environment, host).services),
  };
}

/** The secrets that a host reads: what its files name, and last what its role script logs in with. */
function secretNames(environment: Environment, files: readonly (string | undefined)[]): readonly string[] {
  const named = files.flatMap((text = '') =>
    [...text.matchAll(/ \{secret (\S+)\}$/gm)].map(([, name = '']) => name),
  );
  const { secret: own } = requiresUsers(environment) ? userPassword(OWN_USER) : REDIS_PASSWORD;
  return [...new Set([...named, own])].filter((name) => name !== own).concat(own);
}
