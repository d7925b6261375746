import type { Environment, Host } from '../topology/environment.ts';
import { bootScript } from './boot-script.ts';
import { redisConf, sentinelConf } from './conf-file.ts';

/** Everything that is written for one host. */
export interface HostFiles {
  readonly host: string;
  /** Present on hosts that hold data. */
  readonly redisConf?: string;
  /** Present on hosts that are Sentinels. */
  readonly sentinelConf?: string;
  /** The boot script in the clear, which carries the other two. */
  readonly bootScript: string;
  /** The boot script as EC2 gets it, in part packed. */
  readonly userData: string;
}

/** Rules, stacks and reports ask for the files of the same environment, and both sides of a diff have theirs. */
const RENDERED = new WeakMap<Environment, Map<Host, HostFiles>>();

/** Writes the files of one host. */
export function renderHost(environment: Environment, host: Host): HostFiles {
  const rendered = RENDERED.get(environment) ?? new Map<Host, HostFiles>();
  RENDERED.set(environment, rendered);
  const files = rendered.get(host) ?? filesOf(environment, host);
  rendered.set(host, files);
  return files;
}

function filesOf(environment: Environment, host: Host): HostFiles {
  const redis = redisConf(environment, host);
  const sentinel = sentinelConf(environment, host);
  const script = bootScript(environment, host, { redisConf: redis, sentinelConf: sentinel });
  return {
    host: host.name,
    ...(redis === undefined ? {} : { redisConf: redis }),
    ...(sentinel === undefined ? {} : { sentinelConf: sentinel }),
    bootScript: script.clear,
    userData: script.userData,
  };
}

/** Writes the files of every host, in the order of the definition. */
export function renderEnvironment(environment: Environment): readonly HostFiles[] {
  return environment.hosts.map((host) => renderHost(environment, host));
}
