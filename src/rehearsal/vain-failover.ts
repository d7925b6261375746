/** Failovers that Sentinels try while hosts boot: one that is up before the primary finds it down, and nobody to promote. */
import type { Group } from '../group/group.ts';
import type { LocalCloud } from '../local/index.ts';
import { type Host, sentinelHosts } from '../topology/environment.ts';

/** What a Sentinel logs when it votes, for itself or for another one (redis sentinel.c, sentinelVoteLeader). */
const VOTE = '+vote-for-leader';

/** What it logs when it forgets that: the failover came to its end, it was told to, or it has started (sentinelResetMaster). */
const FORGOTTEN = ['+switch-master', '+reset-master', '+monitor'];

/**
 * Lets Sentinels of a group that was healthy for the first time forget such a try: who has voted begins no other failover
 * for twice failoverTimeout (redis sentinel.c, sentinelStartFailoverIfNeeded; measured with 7.0.15), and who resets a group
 * may at once (sentinelResetMaster). Then they have to find the replicas and each other again.
 *
 * @returns the hosts of these Sentinels
 */
export async function forgetVainFailovers(cloud: LocalCloud, group: Group): Promise<readonly Host[]> {
  const { environment } = group;
  const logs = sentinelHosts(environment).map(async (host) => ({ host, log: await cloud.logs(host.name) }));
  const voters = (await Promise.all(logs))
    .filter(({ log }) => hasVotedInVain(log.sentinel?.text ?? ''))
    .map(({ host }) => host);
  const command = ['SENTINEL', 'RESET', environment.sentinel.group] as const;
  await Promise.all(voters.map(({ name }) => group.sentinel(name).ask(command)));
  return voters;
}

/** Whether a Sentinel that logged this has voted since it last forgot that it did. */
export function hasVotedInVain(log: string): boolean {
  return log.lastIndexOf(VOTE) > Math.max(...FORGOTTEN.map((event) => log.lastIndexOf(event)));
}
