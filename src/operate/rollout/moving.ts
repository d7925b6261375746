/** When the quorum and the write guard move: never above what there is, and never below what is needed. */

import { sentinelHosts } from '../../topology/environment.ts';
import type { SettingDrift } from '../drift/model.ts';
import type { Step } from '../step.ts';
import type { RolloutInput } from './input.ts';
import { movingSettings } from './pending.ts';
import { liveSteps } from './phases/live.ts';

/** A moment in a roll-out at which settings move. */
export type Moment = 'after arrivals' | 'before departures' | 'after departures';

/** The steps that move them at a moment. */
export function movingSteps(input: RolloutInput, moment: Moment): readonly Step[] {
  const steps = liveSteps(input, (drift) =>
    movingSettings(input, drift).filter((setting) => momentOf(input, setting) === moment),
  );
  return steps.map((step) => ({ ...step, why: REASONS[moment] }));
}

const REASONS: Readonly<Record<Moment, string>> = {
  'after arrivals': 'it rises when everybody is there who counts for it',
  'before departures': 'it falls before those leave who count for it',
  'after departures': 'it falls when those are forgotten who count for it',
};

/**
 * What rises does so once there are enough; the write guard falls before its replicas go. A quorum falls last, so that no
 * fewer Sentinels than before begin a failover while all are counted; one that those who stay cannot reach falls before.
 */
function momentOf({ environment }: RolloutInput, { key, before, after }: SettingDrift): Moment {
  const [from, to] = [before, after].map((setting) => Number(setting?.value.canonical ?? 0));
  if (from === undefined || to === undefined || !(to < from)) return 'after arrivals';
  if (key === 'min-replicas-to-write') return 'before departures';
  return from > sentinelHosts(environment).length ? 'before departures' : 'after departures';
}
