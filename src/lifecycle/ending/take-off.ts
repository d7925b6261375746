/** What the register learns of a created environment that ends. */
import { rmSync } from 'node:fs';
import { stateFile, stateKey } from '../../aws/state-place.ts';
import { UserError } from '../../base/errors.ts';
import { formatTime } from '../../base/times.ts';
import { recordNamed } from '../../register/created.ts';
import { openDefinitions, openRegister } from '../../register/places.ts';
import type { CreatedEnvironment, EndedEnvironment } from '../../register/record.ts';
import { changeRegister, changeRegistered, type Register, readRegister } from '../../register/register.ts';
import type { Actor } from '../actor.ts';
import { lookUp } from '../deployed.ts';
import { lockFile } from '../locks/file-lock.ts';
import { lockOn } from '../locks/lock.ts';
import { parseTime } from '../times.ts';

/** How long a run may be started again, and last (GitHub Actions, limits): so long those that are gone are remembered. */
const REMEMBERED = 65 * 24 * 3_600_000;

/**
 * Writes down that an environment is being destroyed: where that does not come to its end, it is half destroyed.
 *
 * @returns its record as it is now
 * @throws UserError if somebody deployed it, gave it more time or ended it since its record was read
 */
export async function markEnding(
  created: CreatedEnvironment,
  { now, name: by }: Actor,
): Promise<CreatedEnvironment> {
  const ending = { at: formatTime(now.getTime()), by };
  return change(created, (one) => {
    if (one.expires !== created.expires || one.owner !== created.owner) throw meanwhile(created);
    return { ...one, ending };
  });
}

/**
 * Writes down that nothing of an environment is deployed any more. Its name stays.
 *
 * @throws UserError if somebody deployed it, or ended it, since its record was read
 */
export async function markDestroyed(created: CreatedEnvironment): Promise<CreatedEnvironment> {
  return change(created, ({ ending: _ending, deployed: _deployed, ...rest }) => rest);
}

async function change(
  created: CreatedEnvironment,
  marked: (created: CreatedEnvironment) => CreatedEnvironment,
): Promise<CreatedEnvironment> {
  const register = await changeRegister(await openRegister(), (before) => {
    refuseChanged(before, created);
    return before.map((one) => (isSame(one, created) ? marked(one) : one));
  });
  return recordNamed(register, created.name);
}

/**
 * Takes an environment off the register of which nothing is left, with its state and the definition that was kept of it.
 * The name goes last, so that another try does what this one could not.
 *
 * @throws UserError if somebody deployed it since its record was read, or something cannot be removed
 */
export async function takeOff(created: CreatedEnvironment, actor: Actor): Promise<void> {
  const store = await openRegister();
  refuseChanged(await readRegister(store), created);
  await refuseDeployed(created);
  await removeState(created);
  await (await openDefinitions()).remove(created.name);
  await changeRegistered(store, ({ environments, ended }) => {
    refuseChanged(environments, created);
    return {
      environments: environments.filter(({ name }) => name !== created.name),
      ended: [...ended.filter((one) => isRemembered(one, actor.now)), endedOf(created, actor)],
    };
  });
}

/** Who deploys without vedette leaves no mark. */
async function refuseDeployed(created: CreatedEnvironment): Promise<void> {
  const deployed = await lookUp(created);
  const lock = await lockOn(created);
  if ('resources' in deployed && deployed.resources === 0 && lock === undefined) return;
  throw meanwhile(created);
}

async function removeState({ name, state }: CreatedEnvironment): Promise<void> {
  if (state !== undefined) {
    const { deleteObject } = await import('../../register/object.ts');
    return deleteObject({ ...state, key: stateKey(name) });
  }
  const file = stateFile(name);
  for (const path of [file, `${file}.backup`, lockFile(file)]) rmSync(path, { force: true });
}

function refuseChanged(register: Register, created: CreatedEnvironment): void {
  if (!register.some((one) => isSame(one, created))) throw meanwhile(created);
}

/** True where nobody deployed it, or began to destroy it, since. */
function isSame(one: CreatedEnvironment, other: CreatedEnvironment): boolean {
  return (
    one.name === other.name &&
    one.created === other.created &&
    one.deployed === other.deployed &&
    one.ending?.at === other.ending?.at
  );
}

function meanwhile({ name }: CreatedEnvironment): UserError {
  return new UserError(
    `${name}: somebody deployed, extended or ended it meanwhile, so it is left as it is; look at vedette env show ${name}, and try again`,
  );
}

function endedOf({ name, owner }: CreatedEnvironment, { now, name: by }: Actor): EndedEnvironment {
  return { name, owner, ended: formatTime(now.getTime()), by };
}

function isRemembered({ ended }: EndedEnvironment, now: Date): boolean {
  return parseTime(ended) + REMEMBERED > now.getTime();
}
