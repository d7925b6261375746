/**
 * Which run has the lock on a state in a bucket. Terraform writes a user and a machine, which in CI are the same for many
 * runs, so vedette writes beside the lock whose it is.
 */
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { onOneLine } from '../../base/errors.ts';
import { isRunning, type ProcessId, processOf } from '../../base/process.ts';
import type { Bucket } from '../../register/settings.ts';
import type { Shelf } from '../../register/shelf.ts';
import { readBucketLock } from './bucket-lock.ts';
import { jsonIn, machineOf, type StateLock } from './lock-info.ts';
import { thisMachine } from './this-machine.ts';

const text = z.string();

/** As it is kept. */
const note = z.object({
  lock: text,
  run: text,
  machine: z.optional(text),
  process: z.object({ pid: z.int(), startTime: z.optional(text) }),
});

/** Whose a lock is. */
export interface Holder {
  /** A run of CI, by its address, or a person and a machine. */
  readonly run: string;
  /** Its process of Terraform: that of a number still runs, or is gone; `unknown` where it is not of this machine. */
  readonly process: number | 'gone' | 'unknown';
}

/** The run that has a lock; undefined where vedette did not take it. */
export async function holderOf(name: string, bucket: Bucket, { id }: StateLock): Promise<Holder | undefined> {
  const kept = await readNote(await notesIn(bucket), name);
  if (kept?.lock !== id) return undefined;
  const { run, machine, process } = kept;
  const isHere = machine !== undefined && machine === thisMachine();
  return { run: onOneLine(run), process: isHere ? fateOf(process) : 'unknown' };
}

/** What writes down whose lock it is. */
export interface Noting {
  /** Ends it once Terraform has ended. What is written stays where the lock does: then Terraform was killed. */
  end(): Promise<void>;
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
    async end() {
      ended.abort();
      await noted;
    },
  };
}

async function keepNote({ name, bucket, run, pid }: LockingRun, ended: AbortSignal): Promise<void> {
  const lock = await ownLock(name, bucket, ended);
  if (lock === undefined) return;
  const shelf = await notesIn(bucket);
  const written = { lock: lock.id, run, machine: thisMachine(), process: processOf(pid) };
  await shelf.write(name, JSON.stringify(written));
  await wait(FOREVER, ended);
  const [left, kept] = await Promise.all([readBucketLock(name, bucket), readNote(shelf, name)]);
  if (left?.id !== lock.id && kept?.lock === lock.id) await shelf.remove(name);
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
  return z.safeParse(note, jsonIn((await shelf.read(name)) ?? '')).data;
}

function fateOf({ pid, startTime }: Partial<ProcessId> & Pick<ProcessId, 'pid'>): Holder['process'] {
  return isRunning({ pid, startTime }) ? pid : 'gone';
}
