/** Which moves from one version, or engine, to another keep the data of a group. */
import { type EngineVersion, isStepBack, isValkey, readsDataOf, titleOf } from './version.ts';

/** What was seen of a move that is refused, beside the reason that holds for all such moves. */
interface Measured {
  readonly from: EngineVersion;
  readonly to: EngineVersion;
  /** A clause. */
  readonly seen: string;
  readonly source: string;
}

/** What looks possible until it is tried. */
const MEASURED: readonly Measured[] = [
  {
    from: 'valkey-9.1',
    to: 'valkey-8.1',
    seen: 'replicas of Valkey 8.1 follow a primary of Valkey 9.1 only until the first hash field has a time to live, and never sync fully again',
    source: 'valkey-server 9.1.2 and 8.1.1: "Can\'t store key (db 0) in RDB version 11", again and again',
  },
];

/**
 * Why no group goes from one version to another with its data, as a clause; undefined where it goes. It does not go to an
 * older version of the same engine, to one that cannot read what this one has written, or from Valkey to Redis, whose first
 * boot leaves the files of the volume to the user valkey.
 */
export function refusalOfMove(from: EngineVersion, to: EngineVersion): string | undefined {
  if (from === to) return undefined;
  const reason = reasonOf(from, to);
  const measured = MEASURED.find((one) => one.from === from && one.to === to);
  return reason === undefined || measured === undefined ? reason : `${reason}: ${measured.seen}`;
}

function reasonOf(from: EngineVersion, to: EngineVersion): string | undefined {
  if (!readsDataOf(to, from)) return `${titleOf(to)} cannot read the data that it writes`;
  if (isStepBack(from, to)) return `${titleOf(to)} is older, which nobody has tried on data of the newer one`;
  if (isValkey(from) && !isValkey(to))
    return `its files belong to a user that hosts of ${titleOf(to)} do not have`;
  return undefined;
}
