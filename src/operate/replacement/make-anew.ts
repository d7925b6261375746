/** Making the machine of one host anew, in a group that goes on meanwhile. */
import { UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { whileAskingOften } from '../../group/info-period.ts';
import { titleOf } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { dataHosts, type Host, sentinelHosts } from '../../topology/environment.ts';
import { forget } from '../members/forget.ts';
import type { Memory } from '../members/remembered.ts';
import { ONE_SENTINEL, PRIMARY_LAST } from '../rollout/order.ts';
import type { Operation, Step } from '../step.ts';
import { healthWithout, untilFit } from './gate.ts';
import { heldBack, setPriorities, withHeldBack } from './hold-back.ts';
import type { Replacement, ReplacementInput } from './replacement.ts';

/**
 * A step that makes a host anew.
 *
 * @param after those that are made anew behind it
 */
export function makeAnew(
  input: ReplacementInput,
  replacement: Replacement,
  after: readonly Replacement[],
): Step {
  const { host, why, givesUp } = replacement;
  const held = heldBack(input, after).map(({ name }) => name);
  return {
    kind: 'replacement',
    hosts: [host.name],
    what: `made anew: ${[...why, ...forgotten(givesUp)].join('; ')}`,
    why: [placeOf(replacement, input.status.primary), ...holding(held)].join('; '),
    notice: noticeOf(replacement),
    undo: undoOf(input, replacement),
    impact: 'replace',
    perform: (operation) =>
      perform(operation, { host, givesUp, held, isCounted: !after.some(givesUpSentinel) }),
  };
}

function forgotten(givesUp: readonly DocumentKind[]): readonly string[] {
  if (givesUp.length === 0) return [];
  const what = givesUp.map((program) => (program === 'redis' ? 'replica' : 'Sentinel')).join(' and the ');
  return [`one Sentinel after the other forgets the ${what} that it was`];
}

function holding(held: readonly string[]): readonly string[] {
  if (held.length === 0) return [];
  return [
    `${held.join(', ')} may not lead until the replicas of the old engine are gone: they could not follow`,
  ];
}

function placeOf({ host }: Replacement, primary: string | undefined): string {
  if (host.name === primary) return PRIMARY_LAST;
  if (host.data === undefined) return ONE_SENTINEL;
  return 'replicas before the primary, and first the one that would be promoted last';
}

function noticeOf({ host }: Replacement): string {
  const roles = [
    ...(host.data === undefined ? [] : ['reads from it fail']),
    ...(host.sentinel === undefined ? [] : ['one Sentinel less answers']),
  ];
  return `${roles.join(', and ')} until it is back`;
}

function undoOf({ environment }: ReplacementInput, { host, before }: Replacement): string {
  if (host.data !== undefined && before !== undefined)
    return `nothing: no older engine is brought to data that ${titleOf(environment.redis.version)} has written`;
  return `put the definition back and run vedette rollout ${environment.name}: it makes the host as it was, with the data volume that it has`;
}

/** A host that is made anew, and what comes with that. */
interface Making {
  readonly host: Host;
  readonly givesUp: readonly DocumentKind[];
  /** The hosts that may not lead meanwhile. */
  readonly held: readonly string[];
  /** False where others are still to give up their Sentinels. */
  readonly isCounted: boolean;
}

function givesUpSentinel({ givesUp }: Replacement): boolean {
  return givesUp.includes('sentinel');
}

/** Whoever is gone and not forgotten is counted for every majority, or may be taken for a replica. */
async function forgetGivenUp(operation: Operation, { host, givesUp }: Making): Promise<void> {
  if (givesUp.length === 0) return;
  const isGone = ({ program, place }: Memory): boolean =>
    place.address === host.address && givesUp.includes(program);
  await forget({ ...operation, isGone });
}

/**
 * What must hold is looked at before, without the host itself: one that an earlier definition has broken is mended so.
 */
async function perform(operation: Operation, making: Making): Promise<void> {
  const { group, machines, environment, signal } = operation;
  const { givesUp, held, isCounted } = making;
  const host = making.host.name;
  const isHeld = ({ name }: { readonly name: string }): boolean => held.includes(name);
  const shape = withHeldBack(group.environment, dataHosts(group.environment).filter(isHeld));
  const others = dataHosts(environment).flatMap(({ name }) => (name === host ? [] : [name]));
  const watching = sentinelHosts(environment).filter(({ name }) => name !== host);
  await setPriorities(group, shape, others);
  const fit = { without: host, isUncounted: !isCounted || givesUp.includes('sentinel'), signal };
  await whileAskingOften(group, () => untilFit(group, shape, fit), watching);
  await refusePrimary(group, host);
  await machines.replace(host);
  if (held.includes(host)) await setPriorities(group, shape, [host]);
  await untilBack(operation, host, async () => {
    await forgetGivenUp(operation, making);
    await whileAskingOften(group, () => untilFit(group, shape, { isUncounted: !isCounted, signal }));
  });
}

/** A failover may have come between. */
async function refusePrimary(group: Group, host: string): Promise<void> {
  const { primary } = await healthWithout(group, group.environment, host);
  if (primary === undefined)
    throw new UserError(`the Sentinels do not name one primary, so ${host} stays as it is`);
  if (primary === host)
    throw new UserError(
      `${host} is the primary now, and it was none when the roll-out was planned; plan it again with vedette rollout ${group.environment.name}`,
    );
}

async function untilBack(
  { environment: { name }, signal }: Operation,
  host: string,
  wait: () => Promise<unknown>,
): Promise<void> {
  try {
    await wait();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (signal?.aborted)
      throw new UserError(`${host} is made anew, and nobody waits until the group is healthy with it`);
    throw new UserError(
      `${host} is made anew, and the group is not healthy with it, ${error.message}; look at its logs, and go on with vedette rollout ${name}, or put the definition back and go back with the same command`,
      { cause: error },
    );
  }
}
