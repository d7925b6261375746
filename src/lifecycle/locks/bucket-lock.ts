/** Locks on states that are in a bucket. */
import { stateKey } from '../../aws/state-place.ts';
import type { Place } from '../../register/object.ts';
import type { Bucket } from '../../register/settings.ts';
import { parseLock, type StateLock } from './lock-info.ts';

/** A lock in a bucket. */
export interface BucketLock extends StateLock {
  /** Another lock has another one. */
  readonly etag: string | undefined;
  /** When it was written, by the clock of S3. */
  readonly written: Date | undefined;
}

/** Where Terraform writes who has a state: beside it (`use_lockfile`, Terraform 1.10 and later). */
export function lockPlace(name: string, bucket: Bucket): Place {
  return { ...bucket, key: `${stateKey(name)}.tflock` };
}

/**
 * The lock on the state of an environment; undefined if nobody has it.
 *
 * @throws UserError if the bucket cannot be read
 */
export async function readBucketLock(name: string, bucket: Bucket): Promise<BucketLock | undefined> {
  const { getObject } = await import('../../register/object.ts');
  const found = await getObject(lockPlace(name, bucket));
  return found && { ...parseLock(found.text), etag: found.etag, written: found.written };
}
