/**
 * Which run has the lock on a state in a bucket. Terraform writes a user and a machine, which in CI are the same for many
 * runs, so vedette writes beside the lock whose it is.
 */
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { onOneLine } from '../../base/errors.ts';
import { isRunning, type ProcessId, processOf } from '../../base/process.ts';
import { thisMachine } from '../../base/this-machine.ts';
import type { Bucket } from '../../register/settings.ts';
import type { Shelf } from '../../register/shelf.ts';
import { readBucketLock } from './bucket-lock.ts';
import { lockOn, type StateOwner } from './lock.ts';
import { jsonIn, machineOf, type StateLock } from './lock-info.ts';

const text = z.string();

/** As it is kept: whose a lock is, or that nobody can tell. */
const note = z.object({
  lock: text,
  holder: z.optional(
    z.object({
      run: text,
      machine: z.optional(text),
      process: z.object({ pid: z.int(), startTime: z.optional(text) }),
    }),
  ),
});

/** Whose a lock is. */
export interface Holder {
  /** A run of CI, by its address, or a person and a machine. */
  readonly run: string;
  /** Its process of Terraform: that of a number still runs, or is gone; `unknown` where it is not of this machine. */
  readonly process: number | 'gone' | 'unknown';
}

/** The run that has a lock; undefined where vedette did not take it, or cannot tell who did. */
export async function holderOf(name: string, bucket: Bucket, { id }: StateLock): Promise<Holder | undefined> {
  const kept = await readNote(await notesIn(bucket), name);
  if (kept?.lock !== id || kept.holder === undefined) return undefined;
  const { run, machine, process } = kept.holder;
  const isHere = machine !== undefined && machine === thisMachine();
  return { run: onOneLine(run), process: isHere ? fateOf(process) : 'unknown' };
}

/** A lock, and whose it is. */
export interface HeldLock extends StateLock {
  /** The run that took it: of CI by its address, or a person and a machine; absent where nobody can tell. */
  readonly run?: string;
}

/** The lock on a state with the run that has it; undefined where nobody has it. */
export async function heldLockOn(owner: StateOwner): Promise<HeldLock | undefined> {
  const lock = await lockOn(owner);
  if (lock === undefined) return undefined;
  const { id, who, since, operation } = lock;
  const holder = owner.state && (await holderOf(owner.name, owner.state, lock).catch(() => undefined));
  return { id, who, since, operation, ...(holder === undefined ? {} : { run: holder.run }) };
}

/** What writes down whose lock it is. */
export interface Noting {
  /**
   * Ends it once Terraform has ended. What is written stays where the lock does: then Terraform was killed.
   *
   * @param wasKeptOut true where Terraform never had the lock
   */
  end(wasKeptOut: boolean): Promise<void>;
}

/** A run of Terraform on the state of an environment. */
export interface LockingRun {
  readonly name: string;
  readonly bucket: Bucket;
  /** Whose it is. */
  readonly run: string;
  /** The process of Terraform. */
  readonly pid: number;
}

/** Writes down whose lock it is, as soon as Terraform has it. Where that fails, no more is lost than what it would tell. */
export function noteHolder(run: LockingRun): Noting {
  const ended = new AbortController();
  const noted = keepNote(run, ended.signal).catch(() => undefined);
  return {
    async end(wasKeptOut) {
      ended.abort(wasKeptOut ? KEPT_OUT : undefined);
      await noted;
    },
  };
}

const KEPT_OUT = 'kept out';

async function keepNote({ name, bucket, run, pid }: LockingRun, ended: AbortSignal): Promise<void> {
  const lock = await ownLock(name, bucket, ended);
  if (lock === undefined) return;
  const shelf = await notesIn(bucket);
  const holder = { run, machine: thisMachine(), process: processOf(pid) };
  const own = JSON.stringify({ lock: lock.id, holder });
  const isOfAnother = async (): Promise<boolean> => {
    const kept = await shelf.read(name);
    return kept !== own && parseNote(kept)?.lock === lock.id;
  };
  // A lock names no process, so two runs of one machine may each take it for its own: then nobody is proven gone.
  const disown = (): Promise<void> => shelf.write(name, JSON.stringify({ lock: lock.id }));
  if (await isOfAnother()) return disown();
  await shelf.write(name, own);
  await wait(LOOK, ended);
  if (await isOfAnother()) await disown();
  await wait(FOREVER, ended);
  const [left, kept] = await Promise.all([readBucketLock(name, bucket), readNote(shelf, name)]);
  if (kept?.lock !== lock.id) return;
  if (left?.id !== lock.id) await shelf.remove(name);
  else if (ended.reason === KEPT_OUT) await disown();
}

/** How often it is looked whether Terraform has the lock, in milliseconds. */
const LOOK = 1_000;

/** The longest that a timer takes, in milliseconds. */
const FOREVER = 2 ** 31 - 1;

/** The lock that was taken on this machine since now; undefined if Terraform ends first. */
async function ownLock(name: string, bucket: Bucket, ended: AbortSignal): Promise<StateLock | undefined> {
  // Locks tell whole seconds.
  const began = Date.now() - 1_000;
  while (!ended.aborted) {
    const lock = await readBucketLock(name, bucket);
    if (lock !== undefined && machineOf(lock) === hostname() && Date.parse(lock.since) >= began) return lock;
    await wait(LOOK, ended);
  }
  return undefined;
}

async function wait(time: number, signal: AbortSignal): Promise<void> {
  await pause(time, undefined, { signal }).catch(() => undefined);
}

async function notesIn(bucket: Bucket): Promise<Shelf> {
  const { bucketShelf } = await import('../../register/bucket-shelf.ts');
  return bucketShelf(bucket, 'holder');
}

async function readNote(shelf: Shelf, name: string) {
  return parseNote(await shelf.read(name));
}

function parseNote(kept = '') {
  return z.safeParse(note, jsonIn(kept)).data;
}

function fateOf({ pid, startTime }: Partial<ProcessId> & Pick<ProcessId, 'pid'>): Holder['process'] {
  return isRunning({ pid, startTime }) ? pid : 'gone';
}
