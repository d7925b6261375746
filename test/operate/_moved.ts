/** Moving the primary of a group on a machine that others keep busy. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RefusedError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { Group } from '../../src/group/group.ts';
import { Undone } from '../../src/operate/step.ts';
import { type Switched, type SwitchOptions, switchOver } from '../../src/operate/switchover/switchover.ts';
import { THREE } from './_processes.ts';

/** Three hosts that are given more time: half a second is little for a busy machine to catch up in. */
export const PATIENT: EnvironmentDefinition = {
  ...THREE,
  sentinel: { quorum: 2, downAfter: '5s', failoverTimeout: '20s' },
};

/** Moves it, and tries again where it was refused or taken back: nothing is changed then. */
export async function moved(group: Group, options: SwitchOptions): Promise<Switched> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await switchOver(group, options);
    } catch (error) {
      if (tries === 10 || !(error instanceof RefusedError || error instanceof Undone)) throw error;
      await sleep(500);
    }
  }
}
