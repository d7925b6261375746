import test from 'ava';
import { vedette } from './_run.ts';

test('a directive is explained with its values, its default and what changing it takes', async (t) => {
  const { code, stdout } = await vedette(['explain', 'maxmemory']);
  t.is(code, 0);
  t.regex(stdout, /by default 0/);
  t.regex(stdout, /to a lower value: while it runs, with work/);
});

test('an alias and an option of Sentinel are explained too', async (t) => {
  t.regex((await vedette(['explain', 'slave-priority'])).stdout, /^replica-priority$/m);
  t.regex(
    (await vedette(['explain', 'down-after-milliseconds'])).stdout,
    /sentinel down-after-milliseconds <group>/,
  );
});

test('the explanation is the same as data', async (t) => {
  const { stdout } = await vedette(['explain', 'appendonly', '--format', 'json']);
  t.like(JSON.parse(stdout), {
    formatVersion: 1,
    command: 'explain',
    explained: [{ name: 'appendonly', owned: 'set redis.persistence instead' }],
  });
});

test('an unknown directive is one sentence with the nearest name', async (t) => {
  const { code, stderr } = await vedette(['explain', 'maxmemry']);
  t.is(code, 1);
  t.is(stderr, 'error: maxmemry is not a directive of any known version; did you mean maxmemory?\n');
});
