/** Looks before each step that nobody is failing over. */
import { RefusedError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { fieldsOf } from '../../group/reply.ts';
import { sentinelHosts } from '../../topology/environment.ts';
import { askProgram } from '../status/ask.ts';

/** @throws RefusedError if a Sentinel that answers leads a failover */
export async function refuseFailover(group: Group): Promise<void> {
  const { group: name } = group.environment.sentinel;
  await Promise.all(
    sentinelHosts(group.environment).map(async ({ name: host }) => {
      const answered = await askProgram(`Sentinel ${host}`, group.sentinel(host), [
        ['SENTINEL', 'MASTER', name],
      ]);
      const [master = null] = 'silence' in answered ? [] : answered.replies;
      if ((fieldsOf(master).get('flags') ?? '').includes('failover_in_progress'))
        throw new RefusedError(`Sentinel ${host} has begun a failover; repair again once it has ended`);
    }),
  );
}
