/** Whether the state of an environment is where its definition says: Terraform takes a place without a state for a beginning. */
import { stateFile, stateKey } from '../aws/state-place.ts';
import { RefusedError } from '../base/errors.ts';
import { keptEnvironment } from '../register/kept.ts';
import { openDefinitions } from '../register/places.ts';
import type { Bucket } from '../register/settings.ts';
import type { Environment } from '../topology/environment.ts';
import { type Deployed, lookUp } from './deployed.ts';

/**
 * Refuses an environment that was deployed with its state in another place, for as long as it is there and not in this one:
 * everything would be created a second time.
 *
 * @throws RefusedError that names both places
 */
export async function refuseMovedState({ name, aws }: Environment): Promise<void> {
  const earlier = await earlierPlace(name);
  if (placeOf(name, earlier) === placeOf(name, aws.state)) return;
  if (hasSome(await lookUp({ name, state: aws.state }), false)) return;
  if (!hasSome(await lookUp({ name, state: earlier }), true)) return;
  throw new RefusedError(
    `the state of ${name} is in ${placeOf(name, earlier)}, and its definition names ${placeOf(name, aws.state)}, where there is none: all would be created twice; move it with cdktf deploy ${name} --migrate-state, or give aws.state as it was`,
  );
}

/** Where it was when it was deployed the last time; of one that never was with vedette, the file where there may be one. */
async function earlierPlace(name: string): Promise<Bucket | undefined> {
  return (await keptEnvironment(await openDefinitions(), name))?.environment.aws.state;
}

/** True where a state has resources; of one that cannot be read, the worse is taken. */
function hasSome(deployed: Deployed, otherwise: boolean): boolean {
  return 'resources' in deployed ? deployed.resources > 0 : otherwise;
}

/** Where the state of an environment is, as messages name it. */
export function placeOf(name: string, bucket: Bucket | undefined): string {
  return bucket === undefined
    ? stateFile(name)
    : `s3://${bucket.bucket}/${stateKey(name)} in ${bucket.region}`;
}
