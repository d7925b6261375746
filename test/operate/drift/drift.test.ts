import { appendFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { Group } from '../../../src/group/group.ts';
import { findDrift } from '../../../src/operate/drift/drift.ts';
import { liveSnapshot } from '../../../src/operate/observe/snapshot.ts';
import { hostLines } from '../../../src/render/host-lines.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { needs } from '../../_needs.ts';
import { PASSWORD, type ProcessGroup, runGroup } from '../_processes.ts';
import { rowsOf } from './_rows.ts';

const real = needs('redis-server');

/** The same group as another definition declares it. */
function declaredAs({ group: { reach }, environment }: ProcessGroup, change: Partial<Environment>): Group {
  return new Group(reach, { ...environment, ...change });
}

real('what runs is told apart from its file, its definition, and what it was brought to', async (t) => {
  const running = await runGroup(t);
  const { group, environment } = running;
  const find = async (of: Group, base: Environment | undefined = environment) =>
    rowsOf(await findDrift(of, base, { standsIn: true }));
  t.deepEqual(await find(group), []);

  await group.redis('two').ask(['CONFIG', 'SET', 'maxmemory-samples', '7', 'masterauth', 'other']);
  await group.redis('three').ask(['CONFIG', 'SET', 'timeout', '9']);
  await group.redis('three').ask(['CONFIG', 'REWRITE']);
  await group.sentinel('one').ask(['SENTINEL', 'SET', 'mymaster', 'quorum', '3']);
  const byHand = [
    'host masterauth {secret masterauth} -> {secret redis-password} on two',
    'host maxmemory-samples 7 -> 5 on two',
    'host sentinel/mymaster/quorum 3 -> 2 on one',
    'host timeout 9 -> 0 on three',
  ];
  t.deepEqual(await find(group), byHand);
  t.deepEqual(
    (await findDrift(group, undefined, { standsIn: true })).hosts.flatMap(({ host, settings }) =>
      settings
        .filter(({ key }) => ['maxmemory-samples', 'timeout'].includes(key))
        .map(({ key, whence, isUnwritten }) => [host, key, whence, isUnwritten]),
    ),
    // What is not in the file was changed there, whoever knows what the host was brought to.
    [
      ['two', 'maxmemory-samples', 'host', true],
      ['three', 'timeout', 'unknown', false],
    ],
  );

  const redis = { ...environment.redis, directives: { ...environment.redis.directives, timeout: 5 } };
  const sentinel = { ...environment.sentinel, quorum: 3 };
  using changed = declaredAs(running, { redis, sentinel });
  const all = await find(changed);
  const brought = new Map(environment.hosts.map((host) => [host.name, hostLines(environment, host)]));
  t.deepEqual(rowsOf(await findDrift(changed, undefined, { standsIn: true, brought })), all);
  t.deepEqual(
    all.filter((row) => !/samples|masterauth/.test(row)),
    [
      'host timeout 9 -> 5 on three',
      'definition sentinel/mymaster/quorum 2 -> 3 on three,two',
      'definition timeout 0 -> 5 on one,two',
    ],
  );
  t.notRegex(
    inspect(await findDrift(changed, environment), { depth: null }),
    new RegExp(`${PASSWORD}|other'`),
  );

  await appendFile(running.file('one', 'redis'), 'hz 50\n');
  t.true((await find(group)).includes('host hz 10 -> 50 on one'));

  t.is((await liveSnapshot(group, 'live:three')).programs.length, 6);
  await running.signal('three', 'sentinel', 'SIGKILL');
  t.true((await find(group)).includes('unknown what runs of Sentinel not known -> none on three'));
  await t.throwsAsync(liveSnapshot(group, 'live:three'), {
    message: /^live:three: Sentinel three does not answer; vedette drift three tells/,
  });
});
