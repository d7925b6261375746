import test from 'ava';
import { runGroup } from './_processes.ts';

test('a group of real processes fails over when its primary is killed, and takes it back as a replica', async (t) => {
  const { environment, signal, start, until } = await runGroup(t);
  t.is(environment.hosts.length, 3);
  await signal('one', 'redis', 'SIGKILL');
  const { primary } = await until(({ primary }) => primary !== undefined && primary !== 'one');
  t.true(primary === 'two' || primary === 'three', primary);
  await start('one', 'redis');
  // Where the machine is busy, the Sentinels may have found another one meanwhile.
  t.not((await until()).primary, 'one');
});
