/** A client that writes to a group, finds its primary by the Sentinels, and remembers what was acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import { Group } from '../../src/group/group.ts';
import { listOf, textOf } from '../../src/group/reply.ts';
import { sentinelHosts } from '../../src/topology/environment.ts';
import type { ProcessGroup } from './_processes.ts';

/** For thousands of answers of a busy machine. */
const PATIENCE = milliseconds(60_000);

/** A client that writes until it is stopped. */
export interface Writer {
  /** How many writes were acknowledged so far. */
  readonly acknowledged: () => number;
  /** Stops it, and tells which acknowledged writes a host does not have. */
  lost(host: string): Promise<readonly string[]>;
}

/** Begins to write, one key after the other, as often as the group takes it, until the test ends. */
export function startWriter(t: ExecutionContext, { reach, environment }: ProcessGroup): Writer {
  const group = new Group(reach, environment);
  const [sentinel] = sentinelHosts(environment);
  const acknowledged: string[] = [];
  let isStopped = false;
  const primary = async (): Promise<string | undefined> => {
    const question = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', environment.sentinel.group];
    const [address = null] = listOf(await group.sentinel(sentinel?.name ?? '').ask(question));
    return environment.hosts.find((host) => host.address === textOf(address))?.name;
  };
  const write = async (key: string): Promise<void> => {
    const host = await primary();
    if (host === undefined) return;
    for (let part = 0; part < 5; part += 1) {
      const name = `${key}:${part}`;
      if ((await group.redis(host).ask(['SET', name, '1'])) !== 'OK') return;
      acknowledged.push(name);
    }
  };
  const done = (async () => {
    for (let number = 0; !isStopped; number += 1) {
      await write(`written:${number}`).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
      });
      await sleep(2);
    }
  })();
  t.teardown(async () => {
    isStopped = true;
    await done;
    group[Symbol.dispose]();
  });
  return {
    acknowledged: () => acknowledged.length,
    lost: async (host) => {
      isStopped = true;
      await done;
      const replies = await group.redis(host).askAll(
        acknowledged.map((key) => ['EXISTS', key]),
        PATIENCE,
      );
      return acknowledged.filter((_, at) => replies[at] !== 1);
    },
  };
}
