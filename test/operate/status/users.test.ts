import { connector } from '../../../src/group/connection.ts';
import { demand } from '../../../src/group/demand.ts';
import { statusData } from '../../../src/operate/status/data.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import { hashOf } from '../../../src/redis/password.ts';
import { needs } from '../../_needs.ts';
import { installedVersion } from '../../redis/_engines.ts';
import { PASSWORD, passwordOf, runGroup, THREE } from '../_processes.ts';

const real = needs('redis-server', 'redis-sentinel');

real(
  'users that a program lacks, that are off or have other rights are told, and who names no user, but no password',
  async (t) => {
    t.timeout(120_000);
    const definition = { ...THREE, users: { mode: 'optional' } } as const;
    const { group } = await runGroup(t, definition, { version: installedVersion() });
    const connect = await connector();
    const client = await connect(await group.endpoint('two', 'redis'), { password: PASSWORD });
    t.teardown(client.close);
    await client.send(['CLIENT', 'SETNAME', 'worker']);

    const before = (await groupStatus(group)).verdict;
    t.deepEqual(before.problems, []);
    t.is(before.notes.length, 1, before.notes.join('; '));
    t.regex(
      before.notes[0] ?? '',
      /^Redis on two has clients that name no user, and would be refused where users are required: [\d.:]+ worker$/,
    );

    await demand(group.redis('one'), 'ACL', 'DELUSER', 'application');
    await demand(group.redis('two'), 'ACL', 'SETUSER', 'monitoring', 'off');
    await demand(group.redis('three'), 'ACL', 'SETUSER', 'application', '+flushall', '-get');
    await demand(group.redis('three'), 'ACL', 'SETUSER', 'replication', 'resetpass');
    await demand(group.redis('three'), 'ACL', 'SETUSER', 'somebody', 'on');
    await demand(group.sentinel('one'), 'ACL', 'DELUSER', 'monitoring');
    const status = await groupStatus(group);
    const { healthy, problems, notes } = status.verdict;
    t.false(healthy);
    t.deepEqual(problems, [
      'Redis on one has no user application',
      'Redis on two has the user monitoring off',
      'Redis on three has no password of the user replication, so nobody can be it',
      'Redis on three has a user application that may run FLUSHALL (@dangerous), which it is not to',
      'Redis on three has a user application that may not run GET, which it is to',
      'Sentinel one has no user monitoring',
    ]);
    t.true(notes.includes('Redis on three has users that are not declared: somebody'), notes.join('; '));

    const told = JSON.stringify(statusData(status));
    t.true(told.includes('"application"'), 'users are told');
    for (const user of ['application', 'vedette', 'sentinel', 'replication'])
      for (const secret of [passwordOf(user), hashOf(passwordOf(user))]) t.false(told.includes(secret), user);
  },
);
