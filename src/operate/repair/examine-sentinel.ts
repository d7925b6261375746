/** What a repair asks a Sentinel beside its status. */
import type { Group } from '../../group/group.ts';
import { askProgram, refusalOf } from '../status/ask.ts';
import type { SentinelStatus } from '../status/sentinel-status.ts';
import type { SentinelExam } from './examination.ts';
import { sentinelFile } from './file-state.ts';

/** Asks one; nothing where it does not answer. */
export async function examineSentinel(
  group: Group,
  { host, facts }: Pick<SentinelStatus, 'host' | 'facts'>,
): Promise<readonly SentinelExam[]> {
  if (facts !== undefined)
    return [{ host, watches: true, file: await sentinelFile(group.reach, group.environment, host, facts) }];
  const { group: name } = group.environment.sentinel;
  const answered = await askProgram(`Sentinel ${host}`, group.sentinel(host), [
    ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name],
  ]);
  if ('silence' in answered) return [];
  const [named = null] = answered.replies;
  // It answers nil for a name that it does not know (redis sentinel.c, sentinelCommand).
  const watches = refusalOf(named) === undefined ? named !== null : undefined;
  return [{ host, watches, file: 'unknown' }];
}
