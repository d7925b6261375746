/** Moving the primary on purpose, so that no acknowledged write is lost. */
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { InterruptedError } from '../../base/interrupt.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Group } from '../../group/group.ts';
import { askUsually, whileAskingOften } from '../../group/info-period.ts';
import { pauseWrites } from '../pause.ts';
import { Undone } from '../step.ts';
import { Undo } from '../undo.ts';
import { type Decision, decide, type Wish } from './begin.ts';
import { catchUp, proveCatchUp } from './catch-up.ts';
import { fence, type Unfence } from './fence.ts';
import { HandOver } from './hand-over.ts';
import { findLeftovers, putBack } from './leftovers.ts';
import { awaitMoment } from './moment.ts';
import { coordinate, promote } from './promote.ts';
import { type Steering, steer } from './steer.ts';
import type { Switching, Tell } from './switching.ts';

export type { Wish } from './begin.ts';
export type { Tell } from './switching.ts';

/** How it is done. Where `lead` leads, its host goes next: nobody waits until it has seen itself who follows, a second later. */
export interface SwitchOptions extends Wish {
  /** Told what is done, when it begins. */
  readonly tell: Tell;
  /**
   * Looks whether it may still be done, right before writes wait: the lock of the group is still held.
   *
   * @throws UserError if not
   * @default it may
   */
  readonly confirm?: (() => Promise<void>) | undefined;
  /**
   * False where it is not waited for that the leading Sentinel has moved the other replicas, too.
   *
   * @default true
   */
  readonly isFollowed?: boolean | undefined;
  /**
   * Aborted where it is to be given up, with the error that is thrown then. Once a Sentinel has been asked it is gone on with.
   * @default never
   */
  readonly signal?: AbortSignal | undefined;
}

/** The primary was moved, or was there already. */
export interface Switched {
  readonly from: string;
  /** Who is primary now. */
  readonly to: string;
  /** `none` where it was primary already; else who paused writes: vedette, or a Sentinel. */
  readonly way: 'none' | 'paused' | 'coordinated';
  /** How long writes waited at most, until clients found the new primary. */
  readonly gap: Milliseconds;
  /** What did not hold and was overruled, each a clause. */
  readonly overruled: readonly string[];
  /** What could not be done afterwards, each a sentence without a full stop; empty where all is done. */
  readonly left: readonly string[];
}

/**
 * Looks whether the primary can be moved without loss, and moves it.
 *
 * @throws RefusedError if it cannot, with every reason; UsageError if there is no such host
 * @throws Undone if it came to nothing, and everything is as it was; UserError if not everything is
 */
export async function switchOver(group: Group, options: SwitchOptions): Promise<Switched> {
  const decision = await decideAnew(group, options);
  if (decision.kind === 'is so') return nothingToDo(decision.primary);
  const { course } = decision;
  const { tell, signal, confirm = async () => undefined, isFollowed = true } = options;
  const isLeft = course.leading.name === options.lead;
  const switching = { group, undo: new Undo(), tell, signal, confirm, isFollowed, isLeft, ...course };
  const handOver = await orUndo(switching, course.isCoordinated ? coordinated : paused);
  return { ...(await handOver()), overruled: course.overruled.map(({ why }) => why) };
}

/** Looks, and looks again where something had to be put back that a killed switch-over left. */
async function decideAnew(group: Group, options: SwitchOptions): Promise<Decision> {
  const decision = await decide(group, options);
  for (const host of await askUsually(group)) options.tell('asks for INFO as often as usual again', host);
  const leftovers = await findLeftovers(group);
  await putBack(group, leftovers, options.tell);
  return leftovers.length === 0 ? decision : decide(group, options);
}

/** What is left to do once a replica is promoted. */
type HandingOver = () => Promise<Omit<Switched, 'overruled'>>;

/** Vedette pauses writes, and has a Sentinel promote a replica that has all of them. */
async function paused(switching: Switching): Promise<HandingOver> {
  const { group, old, undo, tell } = switching;
  const steering = await prepare(switching);
  const began = monotonicNow();
  tell('CLIENT PAUSE', old.name);
  await pauseWrites(group, old.name, undo);
  await catchUp(switching);
  const unfence = await fence(switching);
  const leader = await promote(switching);
  return async () => {
    const rest = new HandOver(switching, leader);
    await rest.follow();
    return finish(rest, { began, steering, unfence });
  };
}

/**
 * What takes its time, before any write waits. The leading Sentinel asks often until then: it knows of a priority at once, and
 * has asked every replica just now when the moment is waited for. One that coordinates is left as it is: asked so, it learned of
 * two promotions in four only after 1.9 s (Valkey 9.1 over Redis 8.0).
 */
async function prepare(switching: Switching): Promise<readonly Steering[]> {
  const { group, leading, confirm, isCoordinated } = switching;
  const steerAndProve = async (): Promise<readonly Steering[]> => {
    const steering = await steer(switching);
    await proveCatchUp(switching);
    await confirm();
    return steering;
  };
  const steering = await whileAskingOften(group, steerAndProve, isCoordinated ? [] : [leading]);
  await awaitMoment(switching);
  return steering;
}

/** A Sentinel pauses writes itself, and hands over. */
async function coordinated(switching: Switching): Promise<HandingOver> {
  const steering = await prepare(switching);
  const began = monotonicNow();
  const leader = await coordinate(switching);
  return () => finish(new HandOver(switching, leader), { began, steering, unfence: async () => undefined });
}

interface Begun {
  /** When writes began to wait, by the monotonic clock. */
  readonly began: Milliseconds;
  readonly steering: readonly Steering[];
  readonly unfence: Unfence;
}

async function finish(rest: HandOver, { began, steering, unfence }: Begun): ReturnType<HandingOver> {
  const { old, isCoordinated, isFollowed } = rest.switching;
  await rest.named();
  await rest.sendClientsAway();
  const gap = milliseconds(Math.round(monotonicNow() - began));
  await rest.unsteer(steering);
  await rest.settle(unfence);
  if (isFollowed) await rest.end();
  const way = isCoordinated ? 'coordinated' : 'paused';
  return { from: old.name, to: rest.leader.name, way, gap, left: rest.left };
}

/** Does some work, and takes back what it did where it fails. @throws as `switchOver` does */
async function orUndo<Result>(
  switching: Switching,
  work: (switching: Switching) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(switching);
  } catch (error) {
    const { undo, group, old, tell } = switching;
    tell('takes back what was done');
    const left = await undo.run(group);
    if (!(error instanceof UserError)) throw error;
    if (left.length > 0) throw new UserError(`${error.message}; ${left.join('; ')}`);
    if (error instanceof InterruptedError) throw error;
    throw new Undone(`${error.message}; ${old.name} is primary still, and everything is as it was`);
  }
}

function nothingToDo(primary: string): Switched {
  return { from: primary, to: primary, way: 'none', gap: milliseconds(0), overruled: [], left: [] };
}
