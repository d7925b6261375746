/** What is broken in a group that was looked at, and what mends it. */
import { AILMENTS, type Ailment } from './ailment.ts';
import { blindSentinels } from './ailments/blind-sentinel.ts';
import { failoverRunning } from './ailments/failover-running.ts';
import { linkDown } from './ailments/link-down.ts';
import { loading } from './ailments/loading.ts';
import { missingPeers } from './ailments/missing-peers.ts';
import { other } from './ailments/other.ts';
import { paused } from './ailments/paused.ts';
import { primaryUnclear } from './ailments/primary-unclear.ts';
import { priority } from './ailments/priority.ts';
import { sentinelsAstray } from './ailments/sentinels-astray.ts';
import { silent } from './ailments/silent.ts';
import { stalePeers } from './ailments/stale-peers.ts';
import { tilt } from './ailments/tilt.ts';
import { unsaved } from './ailments/unsaved.ts';
import { unwatched } from './ailments/unwatched.ts';
import { unwrittenFile } from './ailments/unwritten-file.ts';
import { writeGuard } from './ailments/write-guard.ts';
import { wrongLogin } from './ailments/wrong-login.ts';
import { wrongPrimary } from './ailments/wrong-primary.ts';
import type { Examination } from './examination.ts';
import { findLead, type Lead } from './lead.ts';

/** How one kind of ailment, or a few that exclude one another, are recognised. Pure. */
export type Recognise = (
  examination: Examination,
  lead: Lead,
  keep: string | undefined,
) => readonly Ailment[];

/** What is told also while a failover goes on. */
const ALWAYS: readonly Recognise[] = [silent, loading, failoverRunning];

const RECOGNISED: readonly Recognise[] = [
  ...ALWAYS,
  tilt,
  primaryUnclear,
  wrongLogin,
  wrongPrimary,
  sentinelsAstray,
  unwatched,
  blindSentinels,
  stalePeers,
  missingPeers,
  linkDown,
  priority,
  writeGuard,
  paused,
  unwrittenFile,
  unsaved,
];

/**
 * Says what is broken, in the order in which it is mended.
 *
 * @param keep the host whose data stay, where a person has chosen
 */
export function diagnose(examination: Examination, keep?: string): readonly Ailment[] {
  const lead = findLead(examination, keep);
  const isMoving = failoverRunning(examination).length > 0;
  const known = (isMoving ? ALWAYS : RECOGNISED)
    .flatMap((recognise) => recognise(examination, lead, keep))
    .sort((one, another) => AILMENTS.indexOf(one.kind) - AILMENTS.indexOf(another.kind));
  return known.length > 0 ? known : other(examination);
}
