/** The lock of a group: one run at a time changes it, and the next ones are told whose turn it is. */
import { randomUUID } from 'node:crypto';
import { messageOf, RefusedError } from '../base/errors.ts';
import { processOf } from '../base/process.ts';
import { thisMachine } from '../base/this-machine.ts';
import { formatTime } from '../base/times.ts';
import type { Store } from '../register/store.ts';
import type { Environment } from '../topology/environment.ts';
import { describeHolder, isRun, type LockHolder, lockText, readHolder, whyRunning } from './lock-holder.ts';

/** Who wants to change a group. */
export interface Locking {
  /** Whose it is: a run of CI, by its address, or a person and a machine. */
  readonly run: string;
  /** What for, as a noun: `a roll-out`. */
  readonly reason: string;
  /** The run whose lock is broken, since it has ended; undefined where none is to be. */
  readonly broken?: string | undefined;
  readonly tell: (text: string) => void;
}

/** A lock that a run has. */
export interface HeldLock {
  /** Looks whether it still has it. @throws RefusedError if somebody has broken it; UserError if that cannot be read */
  confirm(): Promise<void>;
}

/**
 * Does some work while nobody else changes the group. The lock of a process that has ended on this machine is taken over.
 *
 * @throws RefusedError if somebody else changes it; UserError if the place of the lock cannot be read or written
 */
export async function whileLocked<Result>(
  environment: Environment,
  locking: Locking,
  work: (lock: HeldLock) => Promise<Result>,
): Promise<Result> {
  const store = await storeOf(environment);
  const { name } = environment;
  const own = holderFor(locking);
  await take(store, name, own, locking);
  try {
    return await work({ confirm: () => confirm(store, name, own) });
  } finally {
    await release(store, own).catch((error: unknown) =>
      locking.tell(`the lock on ${name} is left behind: ${messageOf(error)}`),
    );
  }
}

/** In the bucket of Terraform's state, so that every machine sees it, or in a folder beside a state that is a file. */
async function storeOf({ name, aws: { state } }: Environment): Promise<Store> {
  if (state === undefined) {
    const { folderStore } = await import('../register/folder-store.ts');
    return folderStore(`.vedette/locks/${name}`, 'who changes a group');
  }
  const { bucketStore } = await import('../register/bucket-store.ts');
  return bucketStore(state, `vedette/${name}.lock.json`);
}

function holderFor({ run, reason }: Locking): LockHolder {
  const machine = thisMachine();
  return {
    id: randomUUID(),
    run,
    reason,
    since: formatTime(Date.now()),
    ...(machine === undefined ? {} : { machine }),
    process: processOf(process.pid),
  };
}

/** Others may take it between the look and the writing: then it is looked at again. */
async function take(store: Store, name: string, own: LockHolder, locking: Locking): Promise<void> {
  for (;;) {
    const { text, version } = await store.read();
    const holder = readHolder(text);
    if (holder !== undefined) refuseUnlessGone(name, holder, locking);
    if (!(await store.replace(version, lockText(own)))) continue;
    if (holder !== undefined)
      locking.tell(`${describeHolder(name, holder, new Date())}: that run has ended, and its lock is broken`);
    return;
  }
}

/** @throws RefusedError if the holder is not known to be gone */
function refuseUnlessGone(name: string, holder: LockHolder, { broken }: Locking): void {
  const running = whyRunning(holder);
  if (running === undefined) return;
  const held = describeHolder(name, holder, new Date());
  if (running !== 'unknown') throw new RefusedError(`${held}: ${running}; wait for its end, or end it`);
  if (broken === undefined)
    throw new RefusedError(
      `${held}: wait for its end, or, if that run has ended, break its lock with --break-lock '${holder.run}'`,
    );
  if (!isRun(holder, broken))
    throw new RefusedError(`${held}: that is not --break-lock ${broken}; look who changes it, and give that`);
}

async function confirm(store: Store, name: string, own: LockHolder): Promise<void> {
  const holder = readHolder((await store.read()).text);
  if (holder?.id === own.id) return;
  const now = holder === undefined ? 'nobody has it now' : describeHolder(name, holder, new Date());
  throw new RefusedError(
    `the lock on ${name} was broken meanwhile: ${now}; look at the group before you go on`,
  );
}

/** What somebody else has taken since stays his. */
async function release(store: Store, own: LockHolder): Promise<void> {
  const { text, version } = await store.read();
  if (readHolder(text)?.id === own.id) await store.replace(version, lockText(undefined));
}
