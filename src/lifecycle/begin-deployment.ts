/** What is written down as a deployment begins, so that what it makes can be taken away again whatever becomes of it. */
import { UserError } from '../base/errors.ts';
import { formatTime } from '../base/times.ts';
import { type DeployedState, keepDefinition, keptEnvironment } from '../register/kept.ts';
import { openDefinitions, openRegister } from '../register/places.ts';
import type { CreatedEnvironment, RecordedCost } from '../register/record.ts';
import { changeRegister, type Register } from '../register/register.ts';
import { openSettings, type Settings } from '../register/settings.ts';
import type { Environment } from '../topology/environment.ts';
import { CREATED_TAG } from '../topology/tags.ts';
import type { Actor } from './actor.ts';
import { estimateOf } from './cost/estimated.ts';
import { recordedCost } from './cost/recorded.ts';

/**
 * Keeps the definition of an environment that is deployed now. One that was created is marked as deployed, and as half
 * destroyed no longer, with what it costs from now on.
 *
 * @throws UserError if it was created and is gone by now, or nothing can be written down; then nothing may be deployed
 */
export async function beginDeployment(environment: Environment, actor: Actor): Promise<void> {
  const settings = await openSettings();
  const at = formatTime(actor.now.getTime());
  if (environment.createdFrom !== undefined) {
    const cost = recordedCost(await estimateOf(environment), at);
    await changeRegister(await openRegister(settings), (before) => withDeployed(before, environment, cost));
  }
  const last = (await keptEnvironment(await openDefinitions(settings), environment.name))?.state;
  await rememberDefinition(environment, settings, actor, last);
}

/**
 * Keeps the definition of an environment, with which it can be destroyed.
 *
 * @param state that a deployment before this one left
 * @throws UserError if it cannot be written
 */
export async function rememberDefinition(
  environment: Environment,
  settings: Settings,
  { now, commit }: Actor,
  state?: DeployedState,
): Promise<void> {
  const keeping = {
    at: formatTime(now.getTime()),
    ...(commit === undefined ? {} : { commit }),
    ...(state === undefined ? {} : { state }),
  };
  await keepDefinition(await openDefinitions(settings), environment, keeping);
}

function withDeployed(register: Register, { name, aws }: Environment, cost: RecordedCost): Register {
  const isIt = (one: CreatedEnvironment): boolean =>
    one.name === name && one.created === aws.tags[CREATED_TAG];
  if (!register.some(isIt))
    throw new UserError(`${name}: it was ended meanwhile, so nothing is deployed; create it anew`);
  return register.map((one) => (isIt(one) ? deployedRecord(one, cost) : one));
}

function deployedRecord(
  { ending: _ending, ...created }: CreatedEnvironment,
  cost: RecordedCost,
): CreatedEnvironment {
  return { ...created, cost, deployed: cost.at };
}
