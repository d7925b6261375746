/** Breaking the lock on the state of an environment, whose holder is gone. */
import { rmSync } from 'node:fs';
import { stateFile } from '../../aws/state-place.ts';
import { RefusedError } from '../../base/errors.ts';
import type { Bucket } from '../../register/settings.ts';
import { lockPlace, readBucketLock } from './bucket-lock.ts';
import { lockFile, readFileLock } from './file-lock.ts';
import { holderOf } from './holder.ts';
import type { StateOwner } from './lock.ts';
import type { StateLock } from './lock-info.ts';
import { type Circumstances, describeHolder, proofOf } from './proof.ts';

/** A lock that was broken. */
export interface Broken {
  readonly lock: StateLock;
  /** Who had it, since when and for what. */
  readonly holder: string;
  /** Why that is gone, as a clause. */
  readonly why: string;
}

/** What somebody says who wants it broken. */
export type Claim = Omit<Circumstances, 'holder'>;

/**
 * Breaks it, if its holder is proven gone.
 *
 * @returns undefined if nobody has the state
 * @throws RefusedError if it is not proven, or the lock has changed meanwhile; UserError if the bucket cannot be read
 */
export async function breakLock({ name, state }: StateOwner, claim: Claim): Promise<Broken | undefined> {
  return state === undefined ? breakFileLock(name) : breakBucketLock(name, state, claim);
}

async function breakBucketLock(name: string, bucket: Bucket, claim: Claim): Promise<Broken | undefined> {
  const lock = await readBucketLock(name, bucket);
  if (lock === undefined) return undefined;
  const known = await holderOf(name, bucket, lock);
  const proof = proofOf(lock, { ...claim, holder: known });
  const holder = describeHolder(name, lock, known);
  if ('refused' in proof) throw new RefusedError(`${holder}: ${proof.refused}`);
  const { deleteUnchanged } = await import('../../register/object.ts');
  if (lock.etag === undefined || !(await deleteUnchanged(lockPlace(name, bucket), lock.etag)))
    throw new RefusedError(`${holder}: it has changed meanwhile; look again with vedette env unlock ${name}`);
  return { lock: lockIn(lock), holder, why: proof.gone };
}

/** The kernel tells who has a file, and lets go of it with the process: nobody has to say more. */
function breakFileLock(name: string): Broken | undefined {
  const lock = readFileLock(stateFile(name));
  if (lock === undefined) return undefined;
  const holder = describeHolder(name, lock, undefined);
  if (lock.holder === 'unknown')
    throw new RefusedError(`${holder}: nothing here tells whether that is gone; unlock it on that machine`);
  if (lock.holder !== 'nothing')
    throw new RefusedError(`${holder}: the process ${lock.holder} has it; wait for its end, or end it`);
  rmSync(lockFile(stateFile(name)), { force: true });
  return { lock: lockIn(lock), holder, why: 'no process of this machine has it any more' };
}

function lockIn({ id, who, since, operation }: StateLock): StateLock {
  return { id, who, since, operation };
}
