/** Whether the state of an environment is what its last deployment left, or an earlier one that somebody put back. */
import { messageOf, UserError } from '../base/errors.ts';
import { type DeployedState, keepDefinition, keptEnvironment } from '../register/kept.ts';
import { openDefinitions } from '../register/places.ts';
import type { Environment } from '../topology/environment.ts';
import { stateText } from './deployed.ts';
import { idsIn } from './ending/emptiness.ts';
import { placeOf } from './moved-state.ts';
import type { OlderState } from './plan/older-state.ts';
import { resourcesTagged } from './tagged/tagged.ts';
import { readState, type TerraformState } from './terraform/state-json.ts';

/**
 * Compares the state with what was written down when it was deployed last; undefined where it is that or a later one, or
 * nothing was written down. Terraform takes an earlier state for the world, and none for a beginning.
 *
 * @throws UserError if the state, or what was written down, cannot be had
 */
export async function findOlderState({ name, aws }: Environment): Promise<OlderState | undefined> {
  // In this order: whoever deploys meanwhile makes the state newer.
  const kept = await keptEnvironment(await openDefinitions(), name);
  if (kept?.state === undefined) return undefined;
  const state = await present({ name, state: aws.state });
  const how = ageOf(state, kept.state);
  if (how === undefined) return undefined;
  const regions = [aws.region, kept.environment.aws.region];
  return {
    how,
    place: placeOf(name, aws.state),
    outside: await outsideOf(name, regions, 'unknown' in state ? undefined : state.state),
  };
}

/**
 * Writes down which state a deployment left, with the definition that was kept as it began.
 *
 * @throws UserError if it cannot be written
 */
export async function keepStateAge(
  { name }: Environment,
  { lineage, serial }: TerraformState,
): Promise<void> {
  try {
    const shelf = await openDefinitions();
    const kept = await keptEnvironment(shelf, name);
    if (kept === undefined) return;
    const { environment, ...keeping } = kept;
    await keepDefinition(shelf, environment, { ...keeping, state: { lineage, serial } });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `everything that was planned for ${name} is applied, and which state that left could not be written down: ${error.message}`,
    );
  }
}

/** A state, or why nobody can read it. */
type Present = { readonly state: TerraformState | undefined } | { readonly unknown: string };

async function present(owner: Parameters<typeof stateText>[0]): Promise<Present> {
  const text = (await stateText(owner)) ?? '';
  try {
    return { state: readState(text) };
  } catch (error) {
    return { unknown: messageOf(error) };
  }
}

function ageOf(present: Present, last: DeployedState): string | undefined {
  const left = `the last deployment left one of serial ${last.serial}`;
  if ('unknown' in present) return `nobody can tell how old the state is (${present.unknown}), and ${left}`;
  const { state } = present;
  if (state === undefined) return `there is no state, and ${left}`;
  if (state.lineage !== last.lineage)
    return `the state is another one than that of the last deployment: its lineage is ${state.lineage}, and ${left} and lineage ${last.lineage}`;
  if (state.serial >= last.serial) return undefined;
  return `the state is older than what was deployed last: its serial is ${state.serial}, and ${left}`;
}

/** Snapshots are left out: those of data stand in no state, and outlive it. */
async function outsideOf(
  name: string,
  regions: readonly string[],
  state: TerraformState | undefined,
): Promise<OlderState['outside']> {
  try {
    const known = idsIn(state);
    return (await resourcesTagged(name, { regions }))
      .filter(({ type, id }) => type !== 'aws_ebs_snapshot' && !known.has(id))
      .map(({ type, id }) => `${type} ${id}`);
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}
