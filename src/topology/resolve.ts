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
import { chosenEngine } from '../definition/engine.ts';
import type { EnvironmentDefinition, HostDefinition, Role } from '../definition/environment.ts';
import { ENVIRONMENT, HOST, NETWORK, REDIS, SENTINEL, TLS, USERS } from '../definition/fields.ts';
import { sizeOf } from '../definition/sizes.ts';
import { type AddressPlan, planAddresses } from './address-plan.ts';
import { awsProblems, decideAws } from './aws.ts';
import type { Demands } from './demands.ts';
import { directiveProblems } from './directives.ts';
import { engineProblems } from './engine.ts';
import type { DataHost, Environment, Host, Tls, Users } from './environment.ts';
import { originOf } from './origin.ts';
import { portProblems } from './ports.ts';
import { retiredProblems } from './retired.ts';
import { roleProblems } from './roles.ts';
import { tlsProblems } from './tls.ts';
import { userProblems } from './users.ts';

/**
 * Decides everything that a definition leaves open.
 *
 * @param definition a definition of the right shape
 * @param file the file it came from, as messages name it
 * @param createdFrom the environment that it was created of; undefined where a person wrote it
 * @param demands what the settings of the project demand: their tags come with those of the definition, and rules hold the
 *   environment to the rest
 * @throws DefinitionError if its values contradict each other
 */
export function resolveEnvironment(
  definition: EnvironmentDefinition,
  file: string,
  createdFrom?: string,
  demands?: Demands,
): Environment {
  const isProtected = definition.protected ?? ENVIRONMENT.protected.field.default;
  const egress = definition.network.egress ?? NETWORK.egress.field.default.from(definition);
  const plan = planAddresses(definition, {
    publicSubnet: egress === 'nat' && !isProtected,
    secretStore: isProtected,
  });
  const redis = decideRedis(definition);
  const sentinel = decideSentinel(definition);
  const tls = decideTls(definition);
  const users = decideUsers(definition);
  const aws = decideAws(definition, isProtected, demands?.tags);
  const problems = [
    ...roleProblems(definition),
    ...portProblems({ redis, sentinel, tls }, definition.hosts),
    ...tlsProblems(tls),
    ...userProblems({ redis, users }),
    ...engineProblems(definition),
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
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(demands === undefined ? {} : { demands }),
    redis,
    sentinel,
    tls,
    users,
    network: {
      cidr: definition.network.cidr,
      zones: plan.zones,
      egress,
      flowLogDays: definition.network.flowLogDays ?? NETWORK.flowLogDays.field.default.from(definition),
      ...(plan.publicSubnet === undefined ? {} : { publicSubnet: plan.publicSubnet }),
      ...(isProtected ? { secretStore: plan.secretStore } : {}),
    },
    hosts: Object.entries(definition.hosts).map(([name, host]) => decideHost(definition, plan, name, host)),
    aws,
    protected: isProtected,
    retired: definition.retired ?? ENVIRONMENT.retired.field.default,
    waivers: Object.entries(definition.waive ?? {}).map(([rule, reason]) => ({ rule, reason })),
  });
}

function decideRedis(definition: EnvironmentDefinition): Environment['redis'] {
  const { redis } = definition;
  const { name: engine, package: name, version } = chosenEngine(definition);
  return {
    engine,
    package: name,
    version,
    port: redis?.port ?? REDIS.port.field.default,
    persistence: redis?.persistence ?? REDIS.persistence.field.default,
    minReplicasToWrite: redis?.minReplicasToWrite ?? REDIS.minReplicasToWrite.field.default.from(definition),
    minReplicasMaxLag: duration(redis?.minReplicasMaxLag ?? REDIS.minReplicasMaxLag.field.default),
    directives: redis?.directives ?? REDIS.directives.field.default,
  };
}

function decideSentinel({ sentinel }: EnvironmentDefinition): Environment['sentinel'] {
  return {
    group: sentinel.group ?? SENTINEL.group.field.default,
    port: sentinel.port ?? SENTINEL.port.field.default,
    quorum: sentinel.quorum,
    downAfter: duration(sentinel.downAfter ?? SENTINEL.downAfter.field.default),
    failoverTimeout: duration(sentinel.failoverTimeout ?? SENTINEL.failoverTimeout.field.default),
    parallelSyncs: sentinel.parallelSyncs ?? SENTINEL.parallelSyncs.field.default,
    directives: sentinel.directives ?? SENTINEL.directives.field.default,
  };
}

function decideTls({ tls = {} }: EnvironmentDefinition): Tls {
  return {
    mode: tls.mode ?? TLS.mode.field.default,
    port: tls.port ?? TLS.port.field.default,
    sentinelPort: tls.sentinelPort ?? TLS.sentinelPort.field.default,
    authority: tls.authority ?? TLS.authority.field.default,
    lifetimeDays: tls.lifetimeDays ?? TLS.lifetimeDays.field.default,
    renewBeforeDays: tls.renewBeforeDays ?? TLS.renewBeforeDays.field.default,
  };
}

function decideUsers({ users = {} }: EnvironmentDefinition): Users {
  const { mode = USERS.mode.field.default, application = {}, more = {} } = users;
  return {
    mode,
    application,
    more: Object.fromEntries(
      Object.entries(more).map(([name, rights]) => [
        name,
        { keys: [], channels: [], commands: [], ...rights },
      ]),
    ),
  };
}

function decideHost(
  definition: EnvironmentDefinition,
  plan: AddressPlan,
  name: string,
  host: HostDefinition,
): Host {
  const size = host.size ?? HOST.size.field.default;
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
  const written = definition.redis?.maxmemory ?? REDIS.maxmemory.field.default;
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
            size: size(HOST.volume.field.default.from(definition, name)),
            origin: `derived: ${HOST.volume.field.default.text}`,
          }
        : { size: size(host.volume), origin: `hosts.${name}.volume` },
    priority: host.priority ?? HOST.priority.field.default,
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
