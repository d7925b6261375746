/** Every drill, in the order in which they are run. */
import type { Drill } from '../drill.ts';
import { cutPowerOfPrimary } from './cut-power.ts';
import { cutSentinelMajority, cutSentinelMinority } from './cut-sentinels.ts';
import { fillVolumeOfPrimary } from './fill-volume.ts';
import { hangFirstSentinel } from './hang-first-sentinel.ts';
import { hangPrimary } from './hang-primary.ts';
import { hangPrimaryBriefly } from './hang-primary-briefly.ts';
import {
  isolatePrimary,
  isolatePrimaryFromReplicas,
  isolatePrimaryFromSentinels,
} from './isolate-primary.ts';
import { killLeaderAfterElection, killLeaderAfterPromotion } from './kill-leader.ts';
import { killPrimary } from './kill-primary.ts';
import { narrowReplica, narrowReplicaAndKill } from './narrow-replica.ts';
import { recreatePrimary, recreatePrimaryEmpty } from './recreate-primary.ts';
import { repeatUserDataAfterFailover } from './repeat-user-data.ts';
import { restartHosts } from './restart-hosts.ts';
import { killAndStartPrimary, restartPrimary } from './restart-primary.ts';
import { rollOutKilled, rollOutLive, rollOutRestart } from './roll-out-directive.ts';
import { rollOutEngine } from './roll-out-engine.ts';
import { addReplica, addSentinels, removeReplica, removeSentinels } from './roll-out-hosts.ts';
import { rollOutSize, rollOutVolume } from './roll-out-machine.ts';
import { rotatePassword, rotatePasswordKilled } from './rotate-password.ts';
import { deleteSentinelFileAndRestart, overwriteSentinelFile, recreateSentinel } from './sentinel-file.ts';
import { slowScript, slowScriptBriefly } from './slow-script.ts';
import { cutPowerOfAll, stopEverything } from './stop-everything.ts';
import { stopZone } from './stop-zone.ts';
import { switchOver, switchOverPlainly } from './switch-over.ts';
import { switchOverUnfollowed } from './switch-over-unfollowed.ts';
import { wrongPassword } from './wrong-password.ts';

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
  switchOverUnfollowed,
  restartPrimary,
  killAndStartPrimary,
  slowScriptBriefly,
  slowScript,
  fillVolumeOfPrimary,
  hangFirstSentinel,
  narrowReplica,
  narrowReplicaAndKill,
  wrongPassword,
  overwriteSentinelFile,
  deleteSentinelFileAndRestart,
  recreateSentinel,
  repeatUserDataAfterFailover,
  recreatePrimary,
  recreatePrimaryEmpty,
  restartHosts,
  stopEverything,
  cutPowerOfAll,
  rollOutLive,
  rollOutRestart,
  rollOutKilled,
  rotatePassword,
  rotatePasswordKilled,
  rollOutSize,
  rollOutVolume,
  rollOutEngine,
  addReplica,
  addSentinels,
  removeReplica,
  removeSentinels,
];
