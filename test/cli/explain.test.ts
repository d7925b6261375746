import test from 'ava';
import { vedetteInOne as vedette } from './_in-one.ts';

/** The names that are explained, and what each is. */
async function headings(...argv: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await vedette(['explain', ...argv]);
  return stdout.split('\n').filter((line) => /, a (directive|field|part|rule)/.test(line));
}

test('a directive is explained with its values, its default and what changing it takes', async (t) => {
  const { code, stdout } = await vedette(['explain', 'maxmemory']);
  t.is(code, 0);
  t.regex(stdout, /^value {8}Redis .*; by\s+default 0$/m);
  t.regex(stdout, /^ +to a lower value: while it runs, with work/m);
});

test('a field is explained with its type, its default, an example, and what changing it does by which means', async (t) => {
  const { code, stdout } = await vedette(['explain', 'sentinel.downAfter']);
  t.is(code, 0);
  t.is(
    stdout,
    [
      'sentinel.downAfter, a field of the definition\n',
      'How long a host must be silent before a Sentinel calls it down.\n',
      'type         duration',
      'unit         ms, s, m or h',
      "default      `'5s'`",
      "example      `sentinel: { downAfter: '3s' }`",
      'decides      lines of redis.conf or sentinel.conf: `down-after-milliseconds`',
      'changing it  failures are found sooner or later',
      'takes        a roll-out\n',
    ].join('\n'),
  );
});

test('a rule is explained with why, from where, how heavy it is, what to do, and how it is waived', async (t) => {
  const { code, stdout } = await vedette(['explain', 'sentinel-count']);
  t.is(code, 0);
  for (const line of [
    /^sentinel-count, a rule$/,
    /^why +A majority/,
    /^known from +Redis documentation/,
    /^severity +error: /,
    /^judges +environments, and files/,
    /^what to do +let at least three hosts be Sentinels$/,
    /^waiver +`waive: \{ 'sentinel-count': '.*' \}`$/,
  ])
    t.true(
      stdout.split('\n').some((given) => line.test(given)),
      String(line),
    );
});

test('a name that is several things is explained as each of them, in one form', async (t) => {
  t.deepEqual(await headings('port'), [
    'port, a directive of redis.conf',
    'port, a directive of sentinel.conf',
    'redis.port, a field of the definition',
    'sentinel.port, a field of the definition',
    'tls.port, a field of the definition',
  ]);
});

test('a line as it is written is explained, in quotes or not', async (t) => {
  const monitor = ['monitor, a directive of sentinel.conf'];
  t.deepEqual(await headings('sentinel monitor'), monitor);
  t.deepEqual(await headings('sentinel', 'monitor', 'mymaster', '10.0.0.30', '6379', '2'), monitor);
});

test('an alias and an option of Sentinel are explained too', async (t) => {
  t.deepEqual(await headings('slave-priority'), ['replica-priority, a directive of redis.conf']);
  t.regex(
    (await vedette(['explain', 'down-after-milliseconds'])).stdout,
    /^line +sentinel down-after-milliseconds <group> \.\.\.$/m,
  );
});

test('the explanation is the same as data', async (t) => {
  const { stdout } = await vedette(['explain', 'appendonly', '--format', 'json']);
  t.like(JSON.parse(stdout), {
    formatVersion: 1,
    command: 'explain',
    explained: [{ kind: 'directive', name: 'appendonly', owned: 'set redis.persistence instead' }],
  });
  const field = await vedette(['explain', 'quorum', '--format', 'json']);
  t.like(JSON.parse(field.stdout).explained[0], {
    kind: 'field',
    name: 'sentinel.quorum',
    unit: 'Sentinels',
  });
  const rule = await vedette(['explain', 'zone-single', '--format', 'json']);
  t.like(JSON.parse(rule.stdout).explained[0], { kind: 'rule', name: 'zone-single', waivable: true });
});

for (const [slip, meant] of Object.entries({
  maxmemry: 'maxmemory',
  'sentinel monitr': 'sentinel monitor',
  'sentinel.quorun': 'sentinel.quorum',
  quorm: 'quorum',
  downaftr: 'downAfter',
  'sentinel-cout': 'sentinel-count',
}))
  test(`"${slip}" is not known, and the nearest of all names is ${meant}`, async (t) => {
    const { code, stderr } = await vedette(['explain', slip]);
    t.is(code, 1);
    t.is(
      stderr,
      `error: ${slip} is no directive, field or rule that is known here; did you mean ${meant}?\n`,
    );
  });
