/** Ending a host that leaves: only while the group does not need it. */
import { UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { listOf, textOf } from '../../group/reply.ts';
import { dataHosts, type Environment, type Host, majority } from '../../topology/environment.ts';
import { type GroupStatus, groupStatus } from '../status/status.ts';
import type { Operation } from '../step.ts';
import { forget } from './forget.ts';
import { isOf, type Memory } from './remembered.ts';

/**
 * Ends the machine of a host and has every Sentinel that stays forget its programs. A machine that is gone already is only
 * forgotten.
 *
 * @throws UserError if the group needs it now, or somebody does not forget it
 */
export async function leave(operation: Operation, host: Host): Promise<void> {
  const { group, machines, environment, tell, signal } = operation;
  const present = await machines.present();
  if (present.some((machine) => machine.host === host.name)) {
    const there = new Set(present.map((machine) => machine.host));
    await refuseWhileNeeded(group, environment, host, there);
    await machines.remove(host.name);
  }
  const isGone = (memory: Memory): boolean => isOf(host, memory, environment);
  await forget({ group, environment, isGone, tell, signal });
}

async function refuseWhileNeeded(
  group: Group,
  environment: Environment,
  host: Host,
  there: ReadonlySet<string>,
): Promise<void> {
  const status = await groupStatus(group);
  const reasons = whyNeeded(environment, host, status, {
    guard: await writeGuard(group, status.primary),
    there,
  });
  if (reasons.length > 0)
    throw new UserError(
      `${host.name} is not ended: ${reasons.join('; ')}; roll out again when that has changed`,
    );
}

/** What a primary demands now; undefined where nobody knows. */
async function writeGuard(group: Group, primary: string | undefined): Promise<number | undefined> {
  if (primary === undefined) return undefined;
  const answer = await group.redis(primary).ask(['CONFIG', 'GET', 'min-replicas-to-write']);
  const [, value] = listOf(answer).map(textOf);
  return value === undefined ? undefined : Number(value);
}

/** What else is known when a host is to be ended. */
export interface Need {
  /** `min-replicas-to-write` of the primary; undefined where nobody knows. */
  readonly guard: number | undefined;
  /** The hosts that have a machine. */
  readonly there: ReadonlySet<string>;
}

/** Why a group needs a host that is to leave, as clauses; empty if it can do without. */
export function whyNeeded(
  environment: Environment,
  host: Host,
  status: GroupStatus,
  need: Need,
): readonly string[] {
  const { primary } = status;
  if (primary === undefined) return ['the Sentinels do not name one primary'];
  if (primary === host.name)
    return [`it is the primary; move that first with vedette switchover ${environment.name}`];
  return [
    ...(host.data === undefined ? [] : dataNeeds(environment, host, status, need)),
    ...(host.sentinel === undefined ? [] : voteNeeds(host, status, need)),
  ];
}

/** Writes stay guarded without it, and somebody who stays can be promoted. */
function dataNeeds(environment: Environment, host: Host, { data, primary }: GroupStatus, { guard }: Need) {
  if (guard === undefined) return [`${primary} does not tell its min-replicas-to-write`];
  const others = data.filter((one) => one.host !== host.name && one.facts?.following?.link === 'up');
  const staying = dataHosts(environment)
    .filter(({ name, data: { priority } }) => priority > 0 && others.some((one) => one.host === name))
    .map(({ name }) => name);
  const promotable = dataHosts(environment).filter(({ data: { priority } }) => priority > 0);
  return [
    ...(others.length >= guard
      ? []
      : [`${primary} would have ${others.length} replicas in sync, and demands ${guard} to take writes`]),
    ...(staying.length > 0 || promotable.length < 2
      ? []
      : ['no replica that stays is in sync and may be promoted']),
  ];
}

/** While it is gone and not forgotten yet, it is counted still. */
function voteNeeds(host: Host, { sentinels }: GroupStatus, { there }: Need): readonly string[] {
  const left = sentinels.filter((one) => one.host !== host.name && one.facts !== undefined);
  return left.flatMap(({ host: voter, facts }) => {
    if (facts === undefined || !there.has(voter)) return [];
    const needed = Math.max(majority(facts.sentinels.length + 1), facts.quorum);
    return left.length >= needed
      ? []
      : [`${left.length} Sentinels would be left, and Sentinel ${voter} needs ${needed} for a failover`];
  });
}
