/** A data volume that is full, and room on it again. */
import type { Host } from '../topology/environment.ts';
import type { Stage } from './stage.ts';

/** Leaves no room on the volume of a host: what is there stays. */
export function fillVolume(stage: Stage, host: Host): Promise<void> {
  return stage.act(`volume of ${host.name} full`, host, (cloud) => cloud.fillVolume(host.name));
}

/** How it is marked that volumes have room again. */
export const RELIEVED = 'volumes have room again';

/** Gives every volume room again. */
export function relieveVolumes(stage: Stage): Promise<void> {
  return stage.act(RELIEVED, undefined, (cloud) => cloud.relieveVolumes());
}
