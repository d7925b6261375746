import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { Group } from '../../../src/group/group.ts';
import { passwordsOfHosts } from '../../../src/group/password.ts';
import type { Reach } from '../../../src/group/reach.ts';
import { listOf, textOf } from '../../../src/group/reply.ts';
import { encryptLinks } from '../../../src/operate/encryption/links.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { type ProcessGroup, runGroup, THREE } from '../_processes.ts';

const OPTIONAL = {
  ...THREE,
  sentinel: { quorum: 2, downAfter: '10s', failoverTimeout: '20s' },
  tls: { mode: 'optional' },
} as const;

function required(environment: Environment): Environment {
  return { ...environment, tls: { ...environment.tls, mode: 'required' } };
}

/** Restarts a Sentinel as the script of the step does, with awk, of a group that has no rc.d. */
function restarting({ reach, file, signal, start }: ProcessGroup): Reach {
  return {
    ...reach,
    exec: async (host, argv) => {
      await signal(host, 'sentinel', 'SIGTERM');
      const path = file(host, 'sentinel');
      const { stdout } = await promisify(execFile)('awk', [...argv.slice(argv.indexOf('-v')), path]);
      await writeFile(path, stdout);
      await start(host, 'sentinel');
      return { status: 0, stdout: '' };
    },
  };
}

/** Counts up in the primary until it is told to stop; how far is returned, or thrown what was refused. */
function counting(group: Group, primary: string): () => Promise<number> {
  let isOver = false;
  const counted = (async () => {
    for (let last = 0; ; last += 1) {
      const reply = await group.redis(primary).ask(['INCR', 'counted']);
      if (reply !== last + 1) throw new Error(`INCR after ${last}: ${textOf(reply)}`);
      if (isOver) return reply;
    }
  })();
  counted.catch(() => undefined);
  return () => {
    isOver = true;
    return counted;
  };
}

test('connections between hosts move to TLS under a client that writes, no write is lost, and the group fails over then', async (t) => {
  const processes = await runGroup(t, OPTIONAL);
  const environment = required(processes.environment);
  const reach = restarting(processes);
  using group = new Group(reach, environment, passwordsOfHosts(reach));
  const stop = counting(group, 'one');
  // What has asked so far goes by plain ports.
  processes.group[Symbol.dispose]();
  await encryptLinks({ group, tell: (text) => t.log(text) });
  const last = await stop();
  t.is(await group.redis('one').ask(['WAIT', '2', '10000'], milliseconds(15_000)), 2);
  for (const host of ['two', 'three']) {
    const [role = null, address = null, port = null] = listOf(await group.redis(host).ask(['ROLE']));
    t.deepEqual([role, address, port].map(textOf), ['slave', environment.hosts[0]?.address ?? '', '6380']);
    t.is(Number(await group.redis(host).ask(['GET', 'counted'])), last);
  }
  t.deepEqual((await groupStatus(group)).verdict.problems, []);
  processes.group[Symbol.dispose]();
  await encryptLinks({ group, tell: () => undefined });
  t.deepEqual((await groupStatus(group)).verdict.problems, [], 'what is moved already stays as it is');
  await group.sentinel('two').ask(['SENTINEL', 'FAILOVER', 'mymaster']);
  await processes.until(({ sentinels }) =>
    sentinels.every(({ primary }) => primary !== environment.hosts[0]?.address),
  );
});

test('nothing is moved while a client is connected without TLS, and it is named', async (t) => {
  const processes = await runGroup(t, OPTIONAL);
  const environment = required(processes.environment);
  // What asks here goes by plain ports.
  await processes.group.redis('two').ask(['CLIENT', 'SETNAME', 'till']);
  using group = new Group(processes.reach, environment, passwordsOfHosts(processes.reach));
  const { message } = await t.throwsAsync(encryptLinks({ group, tell: () => undefined }));
  t.regex(
    message,
    /^Sentinel one has clients without TLS, which would be refused: 127\.[\d.]+:\d+; have them connect to port 26380 with TLS, and go on with vedette rollout three$/,
  );
  const [, value = null] = listOf(await group.redis('two').ask(['CONFIG', 'GET', 'tls-replication']));
  t.is(textOf(value), 'no');
});
