import { milliseconds } from '../../../base/units.ts';
import { type Ailment, person } from '../ailment.ts';
import { type DataHost, dataHostAt, dataOf, type Examination, isLockedOut } from '../examination.ts';
import type { Lead } from '../lead.ts';

/** A replica tries again every second (redis replication.c, replicationCron). */
const RECONNECTED = milliseconds(5_000);

/** A full sync takes as long as its data; this is how long is waited for it. */
const SYNCED = milliseconds(60_000);

/** Replicas that follow the primary, and are not in sync: one gets all data anew, or its link is down. */
export function linkDown(examination: Examination, lead: Lead): readonly Ailment[] {
  if (lead.kind === 'open') return [];
  const { host: primary } = lead;
  return dataOf(examination).flatMap((replica) => {
    const { following, loading } = replica.facts;
    if (loading || following === undefined || following.link === 'up') return [];
    if (dataHostAt(examination, following.primary) !== primary.host) return [];
    if (following.link === 'syncing') return [syncing(replica, primary)];
    return isLockedOut(replica, primary) ? [] : [cutOff(replica, primary)];
  });
}

function syncing({ host }: DataHost, primary: DataHost): Ailment {
  return {
    kind: 'syncing',
    hosts: [host],
    seen: `${host} gets all data anew from ${primary.host}`,
    means: 'it is promoted without them, or with what it had, until it has them',
    mendsItself: { by: 'the replica', within: SYNCED },
    cure: person(`wait until ${host} is in sync, which takes as long as its data are large`),
  };
}

function cutOff({ host, facts }: DataHost, primary: DataHost): Ailment {
  return {
    kind: 'cut-off',
    hosts: [host],
    seen: `${host} follows ${primary.host}, and its link is down`,
    means:
      facts.following?.wasUp === false
        ? 'it has not been in sync since it started, and would be promoted with what it started with'
        : 'it gets no writes, and lacks them if it is promoted',
    mendsItself: { by: 'the replica', within: RECONNECTED },
    cure: person(
      `read the log of Redis on ${host}: a rule between them, a user without rights, or a snapshot of a newer engine that it cannot load`,
    ),
  };
}
