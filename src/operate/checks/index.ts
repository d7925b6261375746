/** What must hold before the primary is moved, in the order in which it is told. */
import type { Check } from './check.ts';
import {
  candidatesCanWrite,
  candidatesInSync,
  dataFits,
  dataIsReadable,
  nobodyBusy,
  nobodyEmpty,
  othersInSync,
  promotableReplica,
  writeGuardHolds,
} from './replica-checks.ts';
import {
  everySentinelAnswers,
  knownIsDeclared,
  noFailover,
  noStranger,
  noTilt,
  onePrimary,
  sentinelMajority,
} from './sentinel-checks.ts';

export { type Broken, broken, type Check, type Looked } from './check.ts';

export const SWITCH_CHECKS: readonly Check[] = [
  onePrimary,
  sentinelMajority,
  everySentinelAnswers,
  noFailover,
  noTilt,
  knownIsDeclared,
  noStranger,
  promotableReplica,
  nobodyEmpty,
  candidatesInSync,
  othersInSync,
  nobodyBusy,
  candidatesCanWrite,
  writeGuardHolds,
  dataIsReadable,
  dataFits,
];
