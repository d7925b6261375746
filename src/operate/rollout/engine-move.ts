/** A roll-out from one engine to the other: what comes with the engine, and which way it goes. */
import {
  ENGINE_NAMES,
  type EngineVersion,
  isStepBack,
  isValkey,
  readsDataOf,
} from '../../redis/catalogue/index.ts';
import { placesOf } from '../../render/freebsd.ts';
import type { Environment } from '../../topology/environment.ts';
import type { SettingDrift } from '../drift/model.ts';

/**
 * True for a setting that says where another engine has something: a host that is made anew has it elsewhere, with the data
 * that are on its volume.
 */
export function movesWithEngine({ redis }: Environment, { before }: Pick<SettingDrift, 'before'>): boolean {
  const others = ENGINE_NAMES.filter((name) => name !== redis.engine).map(placesOf);
  const value = before?.value.canonical;
  return others.some(({ tls, ...places }) =>
    [...Object.values(places), ...Object.values(tls)].some((place) => place === value),
  );
}

/**
 * True where no roll-out goes from one version to another: to an older one of the same engine, to one that cannot read what
 * this one has written, and from Valkey to Redis, whose first boot leaves the files of the volume to the user valkey.
 */
export function isWayBack(from: EngineVersion, to: EngineVersion): boolean {
  return isStepBack(from, to) || !readsDataOf(to, from) || (isValkey(from) && !isValkey(to));
}
