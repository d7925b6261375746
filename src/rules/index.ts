/** Judges an environment by every rule. */
import type { Environment } from '../topology/environment.ts';
import {
  accountNamed,
  imageArchitecture,
  networkConflict,
  placementSpread,
  regionKnown,
  stateBucket,
  zoneKnown,
} from './aws.ts';
import { backupEmpty, backupMissing, restoreUnguarded } from './backup.ts';
import { announceMixed, clientTimeout } from './connection.ts';
import { engineEndOfLife, imageEndOfLife } from './end-of-life.ts';
import { FILE_RULES } from './files/index.ts';
import { errorsFirst, findingsOf } from './finding.ts';
import { cpuCredits, imageHotPlug, imageRelease, scriptPath, sentinelCpu } from './machine.ts';
import { maxmemoryUnset, memoryHeadroom } from './memory.ts';
import { configurationOf } from './of-environment.ts';
import { activeDefrag, featureRelease, packageFeature } from './package.ts';
import { durabilityAof, emptyRestart, persistenceNone, volumeSize } from './persistence.ts';
import { projectName, projectSize, projectTags } from './project.ts';
import { promotableCount } from './promotion.ts';
import { maxmemoryEqual } from './promotion-memory.ts';
import {
  quorumMajority,
  quorumRange,
  quorumUnanimous,
  sentinelColocated,
  sentinelCount,
  sentinelEven,
} from './quorum.ts';
import { rebootPeriod } from './reboot.ts';
import {
  disklessLoad,
  minReplicasAll,
  minReplicasLag,
  minReplicasOff,
  minReplicasRange,
  minReplicasSingle,
  parallelSyncsAll,
  parallelSyncsRange,
  replicaAnnounced,
  replicaWritable,
} from './replication.ts';
import { backlogSize, replicaBuffer } from './resync.ts';
import type { Finding, Rule } from './rule.ts';
import {
  downAfterMin,
  downAfterRange,
  failoverTimeoutMax,
  failoverTimeoutMin,
  replTimeout,
} from './timing.ts';
import { certificateRenewal, tlsPlainPort } from './tls.ts';
import { userDataSize } from './user-data.ts';
import { userDefaultOn, userHelloChannel } from './users.ts';
import { applyWaivers, waiverFindings } from './waivers.ts';
import { zoneMajority, zoneReplica, zoneSingle } from './zones.ts';

export { formatFinding } from './finding.ts';
export type { Finding } from './rule.ts';

/** Every rule, by theme. */
export const RULES: readonly Rule[] = [
  ...[sentinelCount, sentinelEven, quorumRange, quorumMajority, quorumUnanimous, sentinelColocated],
  ...[zoneMajority, zoneReplica, zoneSingle],
  ...[promotableCount],
  ...[downAfterMin, downAfterRange, failoverTimeoutMin, failoverTimeoutMax, replTimeout, rebootPeriod],
  ...[parallelSyncsRange, parallelSyncsAll],
  ...[minReplicasOff, minReplicasRange, minReplicasAll, minReplicasSingle, minReplicasLag, replicaWritable],
  ...[replicaAnnounced, disklessLoad, backlogSize, replicaBuffer],
  ...[maxmemoryUnset, memoryHeadroom, maxmemoryEqual],
  ...[emptyRestart, persistenceNone, durabilityAof, volumeSize],
  ...[announceMixed, clientTimeout],
  ...[tlsPlainPort, certificateRenewal],
  ...[userHelloChannel, userDefaultOn],
  ...[sentinelCpu, cpuCredits, scriptPath],
  ...[activeDefrag, packageFeature, featureRelease],
  ...[imageRelease, imageHotPlug, imageArchitecture, imageEndOfLife, engineEndOfLife],
  ...[regionKnown, zoneKnown, networkConflict, placementSpread, accountNamed, stateBucket],
  ...[backupMissing, backupEmpty, restoreUnguarded],
  ...[projectName, projectSize, projectTags],
  ...[userDataSize],
  ...FILE_RULES,
];

/**
 * Judges an environment by every rule. Findings that are waived stay in the result and carry the reason.
 *
 * @param today the day that end-of-life dates are compared with
 * @param rules the rules to judge by
 * @returns findings, errors first; only those of severity `error` without `waived` stop a deployment
 */
export function validate(
  environment: Environment,
  today: Date,
  rules: readonly Rule[] = RULES,
): readonly Finding[] {
  const configuration = configurationOf(environment);
  const found = rules.flatMap((rule) => {
    switch (rule.judges) {
      case 'files':
        return [];
      case 'configuration':
        return findingsOf(rule, rule.check(configuration), environment.file);
      default:
        return findingsOf(rule, rule.check(environment, today), environment.file);
    }
  });
  const all = [...applyWaivers(found, environment, rules), ...waiverFindings(found, environment, rules)];
  return errorsFirst(all);
}
