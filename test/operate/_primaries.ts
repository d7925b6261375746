/** Who is primary while something is done to a group. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Group } from '../../src/group/group.ts';
import type { Reach } from '../../src/group/reach.ts';
import { namedBy } from '../../src/operate/switchover/switching.ts';
import { type Environment, majority, sentinelHosts } from '../../src/topology/environment.ts';

/** A failover takes longer. */
const POLL = 300;

/** Asks the Sentinels until it is stopped. @returns what stops it, and tells one address after the other that a majority named */
export function followPrimaries(reach: Reach, environment: Environment): () => Promise<readonly string[]> {
  const named: string[] = [];
  let isStopped = false;
  const done = (async () => {
    using group = new Group(reach, environment);
    while (!isStopped) {
      const address = await namedByMost(group);
      if (address !== undefined && address !== named.at(-1)) named.push(address);
      await sleep(POLL);
    }
  })();
  return async () => {
    isStopped = true;
    await done;
    return named;
  };
}

async function namedByMost(group: Group): Promise<string | undefined> {
  const hosts = sentinelHosts(group.environment);
  const names = await Promise.all(hosts.map(({ name }) => namedBy(group, name)));
  return names.find(
    (one) => one !== undefined && names.filter((other) => other === one).length >= majority(hosts.length),
  );
}
