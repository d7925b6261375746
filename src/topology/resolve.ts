/** From what a person wrote to an environment in which everything is decided. */
import { createHash } from 'node:crypto';
import { DefinitionError, type Problem } from '../base/errors.ts';
import {
  type Bytes,
  bytes,
  type DurationText,
  formatSize,
  type Milliseconds,
  parseDuration,
  parseShare,
  parseSize,
} from '../base/units.ts';
import type { EnvironmentDefinition, HostDefinition, Role } from '../definition/environment.ts';
import { PACKAGES } from '../definition/packages.ts';
import { sizeOf } from '../definition/sizes.ts';
import { type AddressPlan, planAddresses } from './address-plan.ts';
import { awsProblems, decideAws } from './aws.ts';
import { directiveProblems } from './directives.ts';
import type { DataHost, Environment, Host } from './environment.ts';
import { originOf } from './origin.ts';
import { portProblems } from './ports.ts';
import { retiredProblems } from './retired.ts';
import { roleProblems } from './roles.ts';

const GIB = 1024 ** 3;

/**
 * Of the host's memory, not of `maxmemory`, so that a changed `maxmemory` leaves the volume alone: it could not shrink
 * again. The factor is that of the rule volume-size.
 */
const VOLUME_PER_MEMORY = 2.5;

/**
 * Decides everything that a definition leaves open.
 *
 * @param definition a definition of the right shape
 * @param file the file it came from, as messages name it
 * @throws DefinitionError if its values contradict each other
 */
export function resolveEnvironment(definition: EnvironmentDefinition, file: string): Environment {
  const isProtected = definition.protected ?? false;
  const egress = definition.network.egress ?? (isProtected ? 'nat' : 'public');
  const plan = planAddresses(definition, egress);
  const redis = decideRedis(definition);
  const sentinel = decideSentinel(definition);
  const aws = decideAws(definition, isProtected);
  const problems = [
    ...roleProblems(definition),
    ...portProblems(redis.port, sentinel.port, definition.hosts),
    ...directiveProblems(definition),
    ...awsProblems(aws),
    ...retiredProblems(definition),
    ...plan.problems,
  ];
  if (problems.length > 0)
    throw new DefinitionError(problems.map((problem): Problem => ({ file, ...problem })));
  return deepFreeze({
    name: definition.name,
    file,
    definition,
    redis,
    sentinel,
    network: {
      cidr: definition.network.cidr,
      zones: plan.zones,
      egress,
      ...(plan.publicSubnet === undefined ? {} : { publicSubnet: plan.publicSubnet }),
    },
    hosts: Object.entries(definition.hosts).map(([name, host]) => decideHost(definition, plan, name, host)),
    aws,
    protected: isProtected,
    retired: definition.retired ?? [],
    waivers: Object.entries(definition.waive ?? {}).map(([rule, reason]) => ({ rule, reason })),
  });
}

function decideRedis({ redis, hosts }: EnvironmentDefinition): Environment['redis'] {
  const replicas = Object.values(hosts).filter(({ roles }) => roles.includes('replica')).length;
  const name = redis?.package ?? 'redis72';
  return {
    package: name,
    version: PACKAGES[name].version,
    port: redis?.port ?? 6379,
    persistence: redis?.persistence ?? 'rdb',
    minReplicasToWrite: redis?.minReplicasToWrite ?? (replicas >= 2 ? 1 : 0),
    minReplicasMaxLag: duration(redis?.minReplicasMaxLag ?? '10s'),
    directives: redis?.directives ?? {},
  };
}

function decideSentinel({ sentinel }: EnvironmentDefinition): Environment['sentinel'] {
  return {
    group: sentinel.group ?? 'mymaster',
    port: sentinel.port ?? 26_379,
    quorum: sentinel.quorum,
    downAfter: duration(sentinel.downAfter ?? '5s'),
    failoverTimeout: duration(sentinel.failoverTimeout ?? '60s'),
    parallelSyncs: sentinel.parallelSyncs ?? 1,
    directives: sentinel.directives ?? {},
  };
}

function decideHost(
  definition: EnvironmentDefinition,
  plan: AddressPlan,
  name: string,
  host: HostDefinition,
): Host {
  const size = host.size ?? 'm7g.medium';
  const { memory, architecture } = sizeOf(size);
  const { address, zone } = plan.place(name);
  return {
    name,
    roles: host.roles,
    address,
    zone,
    size,
    memory,
    architecture,
    ...(holdsData(host.roles) ? { data: decideData(definition, name, host, memory) } : {}),
    ...(host.roles.includes('sentinel') ? { sentinel: { myid: sentinelId(definition.name, name) } } : {}),
  };
}

function decideData(
  definition: EnvironmentDefinition,
  name: string,
  host: HostDefinition,
  memory: Bytes,
): DataHost {
  const written = definition.redis?.maxmemory ?? '50%';
  const share = parseShare(written);
  const maxmemory = share === undefined ? size(written) : bytes(Math.floor((memory * share) / 1024) * 1024);
  return {
    maxmemory,
    maxmemoryOrigin:
      share === undefined
        ? originOf(definition, 'redis.maxmemory')
        : `derived: ${written} of ${formatSize(memory)}`,
    volume:
      host.volume === undefined
        ? {
            size: bytes(Math.ceil((memory * VOLUME_PER_MEMORY) / GIB) * GIB),
            origin: `derived: ${VOLUME_PER_MEMORY} times the memory of the host`,
          }
        : { size: size(host.volume), origin: `hosts.${name}.volume` },
    priority: host.priority ?? 100,
  };
}

/** True for the roles of a host that holds data. */
function holdsData(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== 'sentinel');
}

/** The same Sentinel before and after its host is replaced: other Sentinels count ids, not addresses. */
function sentinelId(environment: string, host: string): string {
  return createHash('sha1').update(`${environment}/${host}`).digest('hex');
}

function duration(text: DurationText): Milliseconds {
  const value = parseDuration(text);
  if (value === undefined) throw new RangeError(`${text} passed the schema and is not a duration`);
  return value;
}

function size(text: string): Bytes {
  const value = parseSize(text);
  if (value === undefined) throw new RangeError(`${text} passed the schema and is not a size`);
  return value;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
