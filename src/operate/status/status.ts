/** How a group is: what each of its programs tells, and the verdict on all of that. Nothing is written for it. */
import type { Problem } from '../../group/problem.ts';
import { dataHosts, sentinelHosts } from '../../topology/environment.ts';
import type { AskedGroup } from './ask.ts';
import { redisStatus } from './ask-redis.ts';
import { sentinelStatus } from './ask-sentinel.ts';
import { judgeStatus } from './judge.ts';
import type { RedisStatus } from './redis-status.ts';
import type { SentinelStatus } from './sentinel-status.ts';
import type { Verdict } from './verdict.ts';

/** What the programs of a group told. */
export interface Observed {
  /** In the order of the definition. */
  readonly data: readonly RedisStatus[];
  readonly sentinels: readonly SentinelStatus[];
}

/** The status of a group. */
export interface GroupStatus extends Observed {
  readonly environment: string;
  /** The host that all Sentinels which tell name; undefined where they differ, none tells, or it is not declared. */
  readonly primary: string | undefined;
  readonly verdict: Verdict;
  /** The problems of the verdict, for whoever decides by them: not those of users, which every roll-out mends. */
  readonly problems: readonly Problem[];
}

/** Asks every program at the same time, in one round trip each. Nothing is written, not even to a channel. */
export async function groupStatus(group: AskedGroup): Promise<GroupStatus> {
  const { environment } = group;
  const [data, sentinels] = await Promise.all([
    Promise.all(dataHosts(environment).map((host) => redisStatus(group, host))),
    Promise.all(sentinelHosts(environment).map((host) => sentinelStatus(group, host))),
  ]);
  return judgeStatus(environment, { data, sentinels });
}
