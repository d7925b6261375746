/** The lock on the state of an environment, read without Terraform. */
import { stateFile } from '../../aws/state-place.ts';
import type { Bucket } from '../../register/settings.ts';
import type { Environment } from '../../topology/environment.ts';
import { readBucketLock } from './bucket-lock.ts';
import { readFileLock } from './file-lock.ts';
import type { StateLock } from './lock-info.ts';

export type { StateLock } from './lock-info.ts';

/** Whose a state is, and where: of a created environment, what its record says. */
export interface StateOwner {
  /** The name of the environment. */
  readonly name: string;
  /** Absent where the state is a file. */
  readonly state?: Bucket | undefined;
}

/**
 * The lock on the state of an environment; undefined if nobody has it.
 *
 * @throws UserError if the bucket cannot be read
 */
export function stateLock({ name, aws }: Environment): Promise<StateLock | undefined> {
  return lockOn({ name, state: aws.state });
}

/** As `stateLock`, where no more is known of an environment than whose state it is. */
export async function lockOn({ name, state }: StateOwner): Promise<StateLock | undefined> {
  if (state !== undefined) return readBucketLock(name, state);
  const lock = readFileLock(stateFile(name));
  return lock?.holder === 'nothing' ? undefined : lock;
}
