/** Whether a group on this machine could fail over now: what each Sentinel and each Redis says. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../base/errors.ts';
import { formatDuration, type Milliseconds, milliseconds } from '../base/units.ts';
import { dataHosts, type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import { askRedis } from './ask-redis.ts';
import type { Reach } from './reach.ts';

/** What one Sentinel says. */
export interface SentinelView {
  readonly host: string;
  /** The address of the primary that it names; undefined if it does not answer. */
  readonly primary: string | undefined;
  /** How many other Sentinels it knows. */
  readonly others: number;
  /** The addresses of the replicas that it knows and finds up. */
  readonly replicas: readonly string[];
  /**
   * The addresses of replicas that it takes for ones of priority 0. It asks a replica that is up every 10 s, so that it
   * may take it for one for so long after the replica has its own priority (redis sentinel.c, sentinelSendPeriodicCommands).
   */
  readonly heldBack: readonly string[];
  /** True if it finds the primary up and no failover is going on. */
  readonly calm: boolean;
}

/** What one Redis says of itself. */
export interface RedisView {
  readonly host: string;
  /** Undefined if it does not answer. */
  readonly role: 'primary' | 'replica' | undefined;
  /** True for a primary, and for a replica that follows one and is in sync. */
  readonly inSync: boolean;
  /** False for a replica that has not been in sync since it started: it has what was on its disk, or nothing. */
  readonly wasInSync: boolean;
  /** Its `replica-priority`; 0 is never promoted, and the boot script gives it to a host without data until it is in sync. */
  readonly priority: number;
  /**
   * For a primary, how many replicas acknowledged a write of this moment. Up to a second after it is in sync a replica is
   * still sent nothing, and writes of that time are lost with the primary (redis replication.c,
   * repl_start_cmd_stream_on_ack; measured).
   */
  readonly acknowledgements: number;
}

/** The state of a group. */
export interface GroupHealth {
  /** The host that all Sentinels name; undefined if they differ. */
  readonly primary: string | undefined;
  readonly sentinels: readonly SentinelView[];
  readonly data: readonly RedisView[];
  /** What is not as it should be; empty in a healthy group. */
  readonly problems: readonly string[];
}

const POLL = milliseconds(200);

/** A hung program never answers. */
const ANSWER_TIMEOUT = milliseconds(2_000);

/** Asks every Sentinel and every Redis at the same time. */
export async function groupHealth(reach: Reach, environment: Environment): Promise<GroupHealth> {
  const [sentinels, data] = await Promise.all([
    Promise.all(sentinelHosts(environment).map((host) => askSentinel(reach, environment, host))),
    Promise.all(dataHosts(environment).map((host) => viewOf(reach, environment, host))),
  ]);
  return judgeGroup(environment, sentinels, data);
}

/**
 * Waits until a group is healthy.
 *
 * @param holds what must hold beside health
 * @throws UserError that names what is not as it should be
 */
export async function waitForHealth(
  reach: Reach,
  environment: Environment,
  timeout: Milliseconds,
  holds: (health: GroupHealth) => boolean = () => true,
): Promise<GroupHealth> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const health = await groupHealth(reach, environment);
    if (health.problems.length === 0 && holds(health)) return health;
    if (Date.now() > deadline) throw new UserError(notInTime(environment, health, timeout));
    await sleep(POLL);
  }
}

function notInTime(environment: Environment, health: GroupHealth, timeout: Milliseconds): string {
  const { problems, primary } = health;
  const reasons = problems.length > 0 ? problems.join('; ') : `its primary is ${primary} still`;
  return `${environment.name} is not as it should be after ${formatDuration(timeout)}: ${reasons}; look at the logs of these hosts`;
}

/** Decides from what was said whether a failover would work. */
export function judgeGroup(
  environment: Environment,
  sentinels: readonly SentinelView[],
  data: readonly RedisView[],
): GroupHealth {
  const named = new Set(sentinels.map(({ primary }) => primary));
  const [address] = named.size === 1 ? named : [];
  const primary = dataHosts(environment).find((host) => host.address === address)?.name;
  return {
    primary,
    sentinels,
    data,
    problems: [
      ...(primary === undefined ? ['the Sentinels do not name one primary'] : []),
      ...sentinels.flatMap((view) => sentinelProblems(environment, view)),
      ...data.flatMap((view) => dataProblems(environment, view, primary)),
    ],
  };
}

function sentinelProblems(
  environment: Environment,
  { host, primary, others, replicas, heldBack, calm }: SentinelView,
): readonly string[] {
  if (primary === undefined) return [`Sentinel ${host} does not answer`];
  const declared = sentinelHosts(environment).length - 1;
  const missing = dataHosts(environment).filter(
    ({ address }) => address !== primary && !replicas.includes(address),
  );
  const passedOver = dataHosts(environment).filter(
    ({ address, data }) => data.priority > 0 && heldBack.includes(address),
  );
  return [
    ...(calm ? [] : [`Sentinel ${host} finds the primary down or is failing over`]),
    ...(others === declared ? [] : [`Sentinel ${host} knows ${others} other Sentinels of ${declared}`]),
    ...missing.map(({ name }) => `Sentinel ${host} does not know ${name} as a replica that is up`),
    ...passedOver.map(
      ({ name }) =>
        `Sentinel ${host} takes ${name} for a replica of priority 0 until it asks again, within 10 s, and does not promote it`,
    ),
  ];
}

function dataProblems(
  environment: Environment,
  view: RedisView,
  primary: string | undefined,
): readonly string[] {
  const { host, role, acknowledgements } = view;
  if (role === undefined) return [`Redis on ${host} does not answer`];
  if ((role === 'primary') !== (host === primary))
    return [`${host} is a ${role}, and the Sentinels name ${primary ?? 'none'}`];
  if (role === 'replica') return replicaProblems(environment, view);
  const replicas = dataHosts(environment).length - 1;
  return acknowledgements >= replicas
    ? []
    : [`${acknowledgements} of ${replicas} replicas acknowledge what ${host} writes`];
}

/** Sentinel would promote a replica that never was in sync like any other (redis sentinel.c, sentinelSelectSlave). */
function replicaProblems(
  environment: Environment,
  { host, inSync, wasInSync, priority }: RedisView,
): readonly string[] {
  const declared = dataHosts(environment).find(({ name }) => name === host)?.data.priority ?? 0;
  const isHeldBack = priority === 0 && declared > 0;
  if (inSync)
    return isHeldBack ? [`${host} has priority 0 instead of ${declared}, so it is not promoted`] : [];
  if (isHeldBack) return [`${host} is not in sync, so it has priority 0 and is not promoted`];
  return wasInSync || priority === 0
    ? [`${host} is not in sync`]
    : [`${host} has not been in sync since it started, and would be promoted with what it started with`];
}

async function askSentinel(reach: Reach, { sentinel }: Environment, host: Host): Promise<SentinelView> {
  const ask = (question: string): Promise<readonly Fields[]> =>
    askRecords(reach, host, [
      '-h',
      host.address,
      '-p',
      String(sentinel.port),
      'sentinel',
      question,
      sentinel.group,
    ]);
  const [[group], replicas] = await Promise.all([ask('master'), ask('replicas')]);
  const addressesWith = (field: string, value: string): readonly string[] =>
    replicas.filter((replica) => replica.get(field) === value).map((replica) => replica.get('ip') ?? '');
  return {
    host: host.name,
    primary: group?.get('ip'),
    others: Number(group?.get('num-other-sentinels') ?? 0),
    replicas: addressesWith('flags', 'slave'),
    heldBack: addressesWith('slave-priority', '0'),
    calm: group?.get('flags') === 'master',
  };
}

type Fields = ReadonlyMap<string, string>;

/** redis-cli prints fields and values line by line; every record begins with the field `name`. */
async function askRecords(reach: Reach, host: Host, argv: readonly string[]): Promise<readonly Fields[]> {
  const lines = await answered(async () => {
    const asked = await reach.exec(host.name, ['redis-cli', ...argv], { timeout: ANSWER_TIMEOUT });
    return asked.status === 0 ? asked.stdout.trimEnd().split('\n') : [];
  });
  const records: Map<string, string>[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    if (lines[at] === 'name') records.push(new Map());
    records.at(-1)?.set(lines[at] ?? '', lines[at + 1] ?? '');
  }
  return records;
}

/** WAIT counts who acknowledged the last write, so there is one before: a message that nobody listens to. */
async function viewOf(reach: Reach, environment: Environment, host: Host): Promise<RedisView> {
  const replicas = dataHosts(environment).length - 1;
  const commands = ['ROLE', 'INFO replication', 'PUBLISH vedette health', `WAIT ${replicas} 500`];
  const lines = await answered(() =>
    askRedis(reach, environment, host, commands, { timeout: ANSWER_TIMEOUT }),
  );
  const [role, , , link] = lines;
  const field = (name: string): number => fieldOf(lines, name);
  return {
    host: host.name,
    role: role === 'master' ? 'primary' : role === 'slave' ? 'replica' : undefined,
    inSync: role === 'master' || link === 'connected',
    wasInSync: role === 'master' || link === 'connected' || field('master_link_down_since_seconds') >= 0,
    priority: field('slave_priority'),
    acknowledgements: role === 'master' ? Number(lines.at(-1)) : 0,
  };
}

/** A number in what INFO says; -1 if it says none. */
function fieldOf(lines: readonly string[], name: string): number {
  const line = lines.find((candidate) => candidate.startsWith(`${name}:`));
  return line === undefined ? -1 : Number(line.slice(name.length + 1));
}

/** The lines of an answer; none where the host is down. */
async function answered(ask: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
