/** Steps that have Sentinels forget what is remembered and gone, each named before it is done. */

import { sentinelHosts } from '../../topology/environment.ts';
import type { Refusal, RolloutInput } from '../rollout/input.ts';
import type { Step } from '../step.ts';
import { forget } from './forget.ts';
import { describeMemory, isSame, type Memory, type Remembered } from './remembered.ts';

/** One step for all that is gone: a reset forgets everything at once. No step where nothing is. */
export function forgetGone(input: RolloutInput, gone: readonly Remembered[]): readonly Step[] {
  return forgetting(
    input,
    gone,
    'arrival',
    'nobody has them any more, and each is counted or may be taken for a new host',
  );
}

/** The same for programs that hosts give up which stay. */
export function forgetGivenUp(input: RolloutInput, givenUp: readonly Remembered[]): readonly Step[] {
  return forgetting(input, givenUp, 'departure', 'their hosts have the role no more');
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

function forgetting(
  { running, environment }: RolloutInput,
  memories: readonly Remembered[],
  kind: Step['kind'],
  why: string,
): readonly Step[] {
  if (memories.length === 0) return [];
  const sentinels = sentinelHosts(running).filter(({ name }) =>
    environment.hosts.some((host) => host.name === name),
  );
  return [
    {
      kind,
      hosts: sentinels.map(({ name }) => name),
      what: `SENTINEL RESET, one after the other, which forgets ${memories.map(describeMemory).join(' and ')}`,
      why,
      notice: 'nothing',
      undo: 'none is needed: what is up is found again by itself',
      impact: 'live',
      perform: ({ group, tell, signal }) => {
        const isGone = (memory: Memory): boolean => memories.some((one) => isSame(one, memory));
        return forget({ group, environment: { ...environment, hosts: sentinels }, isGone, tell, signal });
      },
    },
  ];
}
