/** Steps that have Sentinels forget what is remembered and gone, each named before it is done. */

import { sentinelHosts } from '../../topology/environment.ts';
import type { Refusal, RolloutInput } from '../rollout/input.ts';
import type { Step } from '../step.ts';
import { forget } from './forget.ts';
import { describeMemory, isSame, type Memory, type Remembered } from './remembered.ts';

/** One step for all that is gone: a reset forgets everything at once. No step where nothing is. */
export function forgetGone(
  { running, environment }: RolloutInput,
  gone: readonly Remembered[],
): readonly Step[] {
  if (gone.length === 0) return [];
  const sentinels = sentinelHosts(running).filter(({ name }) =>
    environment.hosts.some((host) => host.name === name),
  );
  return [
    {
      kind: 'arrival',
      hosts: sentinels.map(({ name }) => name),
      what: `SENTINEL RESET, one after the other, which forgets ${gone.map(describeMemory).join(' and ')}`,
      why: 'nobody has them any more, and each is counted or may be taken for a new host',
      notice: 'nothing',
      undo: 'none is needed: what is up is found again by itself',
      impact: 'live',
      perform: ({ group, tell, signal }) => {
        const isGone = (memory: Memory): boolean => gone.some((one) => isSame(one, memory));
        return forget({ group, environment: { ...environment, hosts: sentinels }, isGone, tell, signal });
      },
    },
  ];
}

/** Whoever is up and not declared may be another group: it is named, and nothing is done. */
export function refuseStrangers(
  { environment: { name } }: RolloutInput,
  strangers: readonly Remembered[],
): readonly Refusal[] {
  return strangers.map((stranger) => ({
    why: `${stranger.by.map((host) => `Sentinel ${host}`).join(', ')} ${stranger.by.length === 1 ? 'knows' : 'know'} ${describeMemory(stranger)}, which is up and not declared`,
    remedy: `find out whose it is and end it, or declare it; look with vedette status ${name}`,
  }));
}
