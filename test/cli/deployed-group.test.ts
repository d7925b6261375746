import { join } from 'node:path';
import test from 'ava';
import { UsageError } from '../../src/base/errors.ts';
import { healthyGroup, liveGroup } from '../../src/cli/deployed-group.ts';
import { loopback } from '../group/_loopback.ts';
import { play } from '../group/_program.ts';
import { scratchFolder } from './_run.ts';

const folder = scratchFolder('deployed-group');

test('a group that is not reached from here is not known, and nobody is told so unless a way was given', async (t) => {
  const told: string[] = [];
  const tell = (text: string): void => {
    told.push(text);
  };
  t.is(await liveGroup(loopback(1), {}, tell), undefined);
  t.is(await healthyGroup(loopback(1), {}, tell), undefined);
  t.deepEqual(told, []);
  t.is(await liveGroup(loopback(1), { jump: '127.0.0.1:1' }, tell), undefined);
  t.is(told.length, 1);
  t.regex(
    told[0] ?? '',
    /^small: the hosts cannot be reached through 127\.0\.0\.1:1 \(.*\), so nothing is known of them/,
  );
});

test('who answers in the place of a Sentinel is not asked how the group is, and named', async (t) => {
  const { endpoint } = await play(t, () => `$40\r\n${'0'.repeat(40)}\r\n`);
  const environment = loopback('port' in endpoint ? endpoint.port : 0);
  const told: string[] = [];
  const tell = (text: string): void => {
    told.push(text);
  };
  t.is(await liveGroup(environment, {}, tell), undefined);
  t.regex(told.join(), /^small: who listens at 127\.0\.0\.1 is not the Sentinel one of small/);
});

test('a wrong way is refused, and is no group that is not reached', async (t) => {
  await t.throwsAsync(liveGroup(loopback(1), { jump: 'a b' }, t.fail), { instanceOf: UsageError });
  const file = join(folder, 'nowhere');
  await t.throwsAsync(liveGroup(loopback(1), { 'password-file': file }, t.fail), { instanceOf: UsageError });
});
