/** Every drill, in the order in which they are run. */
import type { Drill } from '../drill.ts';
import { cutPowerOfPrimary } from './cut-power.ts';
import { cutSentinelMajority, cutSentinelMinority } from './cut-sentinels.ts';
import { hangPrimary } from './hang-primary.ts';
import { hangPrimaryBriefly } from './hang-primary-briefly.ts';
import {
  isolatePrimary,
  isolatePrimaryFromReplicas,
  isolatePrimaryFromSentinels,
} from './isolate-primary.ts';
import { killLeaderAfterElection, killLeaderAfterPromotion } from './kill-leader.ts';
import { killPrimary } from './kill-primary.ts';
import { stopZone } from './stop-zone.ts';
import { switchOver, switchOverPlainly } from './switch-over.ts';

export const DRILLS: readonly Drill[] = [
  killPrimary,
  hangPrimary,
  hangPrimaryBriefly,
  cutPowerOfPrimary,
  isolatePrimary,
  isolatePrimaryFromSentinels,
  isolatePrimaryFromReplicas,
  cutSentinelMinority,
  cutSentinelMajority,
  stopZone,
  killLeaderAfterElection,
  killLeaderAfterPromotion,
  switchOver,
  switchOverPlainly,
];
