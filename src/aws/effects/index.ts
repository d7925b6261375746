/**
 * What changing an argument does, per type of resource: the one table that the comparison of two stacks and the provider
 * of this machine read. Plain data without cdktf.
 */
import { ACCESS } from './access.ts';
import { ALARMS } from './alarm.ts';
import { BACKUPS } from './backup.ts';
import type { Arguments, Effect, EffectsByType } from './effect.ts';
import { ENTRANCES } from './entrance.ts';
import { INSTANCES } from './instance.ts';
import { LOGS } from './logs.ts';
import { NETWORK } from './network.ts';
import { SECRETS } from './secret.ts';
import { SECURITY } from './security.ts';
import { BUILT_IN } from './terraform.ts';
import { VOLUMES } from './volume.ts';

export type { Arguments, Effect, ResourceEffects } from './effect.ts';

/** Every type of resource whose arguments are known. */
export const EFFECTS: EffectsByType = {
  ...NETWORK,
  ...SECURITY,
  ...SECRETS,
  ...ACCESS,
  ...INSTANCES,
  ...VOLUMES,
  ...ALARMS,
  ...BACKUPS,
  ...ENTRANCES,
  ...LOGS,
  ...BUILT_IN,
};

/**
 * What a changed argument does; undefined for an argument, or a type, that the table does not know.
 *
 * @param argument with a dot where it is in a block: `root_block_device.encrypted`
 * @param planned all arguments as they are to be
 */
export function effectOf(
  type: string,
  argument: string,
  before: unknown,
  after: unknown,
  planned: Arguments,
): Effect | undefined {
  const known = Object.hasOwn(EFFECTS, type) ? EFFECTS[type]?.arguments : undefined;
  const effect = known !== undefined && Object.hasOwn(known, argument) ? known[argument] : undefined;
  return typeof effect === 'function' ? effect(before, after, planned) : effect;
}
