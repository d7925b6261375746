import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import { enterProject, SHOP } from '../register/_project.ts';
import { BASE } from '../topology/_base.ts';
import { vedette } from './_run.ts';
import { isOfSchema } from './_schema.ts';

const cwd = enterProject('env', {
  shop: SHOP,
  small: { ...BASE, name: 'small' },
  plain: { ...BASE, name: 'plain' },
});

/** Nobody here may ask AWS, and nobody waits for what would tell an instance of EC2 who it is. */
const variables = { COLUMNS: '140', AWS_EC2_METADATA_DISABLED: 'true' };

const run = (...argv: readonly string[]) => vedette(argv, { cwd, variables });

test.serial('an environment is created, shown, listed, compared with its source and extended', async (t) => {
  const none = await run('env', 'list');
  t.is(none.stdout, 'No environment was created here; `vedette env create` makes one of another.\n');
  const created = await run('env', 'create', 'pr-42', '--from', 'shop', '--owner', 'pr/42', '--ttl', '2h');
  t.is(created.code, 0, created.stderr);
  t.regex(
    created.stdout,
    /^pr-42 is derived from shop: 3 hosts in 10\.192\.0\.0\/24, for pr\/42, until \S+Z\. Nothing of it is in AWS yet\.\n/,
  );
  const [json, diff, extended] = await Promise.all([
    run('env', 'list', '--format', 'json'),
    run('diff', 'shop', 'pr-42'),
    run('env', 'extend', 'pr-42', '--by', '1h', '--format', 'json'),
  ]);
  isOfSchema(t, 'env list', json.stdout);
  t.is(JSON.parse(json.stdout).environments[0].owner, 'pr/42');
  t.is(diff.code, 0, diff.stderr);
  for (const changed of ['r7g.medium', '10.192.0.0/24', 'protected'])
    t.true(diff.stdout.includes(changed), changed);
  isOfSchema(t, 'env extend', extended.stdout);
  t.is(JSON.parse(extended.stdout).environment.extensions.length, 1);
});

test.serial('what cannot be known is shown as unknown, and fails the command', async (t) => {
  const created = await run('env', 'create', 'try-1', '--from', 'small', '--format', 'json');
  isOfSchema(t, 'env create', created.stdout);
  writeFileSync(join(cwd, 'stacks/small.json'), '{');
  const [shown, json] = await Promise.all([
    run('env', 'show', 'try-1'),
    run('env', 'show', 'try-1', '--format', 'json'),
  ]);
  t.is(shown.code, 1);
  t.regex(shown.stdout, /hosts +unknown: stacks\/small\.json/);
  isOfSchema(t, 'env show', json.stdout);
});

test.serial('a misspelt name is told what there is, and wrong usage creates nothing', async (t) => {
  const [misspelt, unknown, without, wrong] = await Promise.all([
    run('show', 'pr-24'),
    run('show', 'elsewhere'),
    run('env', 'create', 'pr-43'),
    run('env', 'create', 'pr-43', '--from', 'shop', '--ttl', 'soon'),
  ]);
  t.is(misspelt.code, 1);
  t.is(
    misspelt.stderr,
    'error: pr-24: there is no environment of this name in stacks/, and none was created; did you mean pr-42?\n',
  );
  t.is(
    unknown.stderr,
    'error: elsewhere: there is no environment of this name in stacks/, and none was created; use one of plain, shop, small, those of vedette env list, or a path\n',
  );
  t.is(without.code, 64);
  t.is(without.stderr, 'error: vedette env create needs --from; give it a value\n');
  t.is(wrong.code, 1);
  t.is(
    wrong.stderr,
    'error: --ttl soon is not a length of time; write a whole number and s, m or h, such as 8h\n',
  );
});

test.serial('a branch is told the name of its environment, which a command can take as it is', async (t) => {
  const [named, json, none] = await Promise.all([
    run('env', 'name', 'Fix/A'),
    run('env', 'name', '--format', 'json', '1e3'),
    run('env', 'name', ''),
  ]);
  t.is(named.stdout, 'fix-a-x989609\n');
  isOfSchema(t, 'env name', json.stdout);
  t.is(none.code, 64);
});

test.serial(
  'a lock is broken where its holder is gone, refused where nobody knows, and told where there is none',
  async (t) => {
    const lock = join(cwd, '.vedette/state/.try-1.tfstate.lock.info');
    mkdirSync(dirname(lock), { recursive: true });
    const none = await run('env', 'unlock', 'try-1');
    t.is(none.stdout, 'Nobody has the state of try-1.\n');
    const written = { ID: '1', Operation: 'OperationTypeApply', Created: '2026-11-27T12:00:00Z' };
    writeFileSync(lock, JSON.stringify({ ...written, Who: `ada@${hostname()}` }));
    const broken = await run('env', 'unlock', 'try-1', '--format', 'json');
    isOfSchema(t, 'env unlock', broken.stdout);
    t.is(JSON.parse(broken.stdout).broken.why, 'no process of this machine has it any more');
    writeFileSync(lock, JSON.stringify({ ...written, Who: 'ada@another' }));
    const [refused, early] = await Promise.all([
      run('env', 'unlock', 'try-1'),
      run('env', 'unlock', 'try-1', '--older-than', '1h'),
    ]);
    t.is(refused.code, 3);
    t.is(
      refused.stderr,
      'error: ada@another has had the state of try-1 since 2026-11-27T12:00:00Z (apply): nothing here tells whether that is gone; unlock it on that machine\n',
    );
    t.is(early.code, 3);
    t.is(
      early.stderr,
      'error: --older-than 1h is shorter than the default 6h of longestJob, so the job may still run; give at least that\n',
    );
    t.true(existsSync(lock));
  },
);

test.serial(
  'what is due is listed, and ended only with --yes; what ended is not created anew by a run that is late',
  async (t) => {
    const create = (...more: readonly string[]) => run('env', 'create', 'pr-50', '--from', 'plain', ...more);
    await create('--owner', 'pr/50');
    writeFileSync(join(cwd, 'open'), 'pr/\npr/42\n');
    writeFileSync(join(cwd, 'failed'), 'HTTP 401: Bad credentials (https://api.github.com/)\n');
    const [listed, wrong, none] = await Promise.all([
      run('env', 'reap', '--alive', 'open', '--format', 'json'),
      run('env', 'reap', '--alive', 'failed', '--yes'),
      run('env', 'reap', '--yes'),
    ]);
    t.is(listed.code, 1);
    isOfSchema(t, 'env reap', listed.stdout);
    t.deepEqual(JSON.parse(listed.stdout).left, ['pr-50']);
    t.is(wrong.code, 1);
    t.regex(wrong.stderr, /^error: --alive failed: "HTTP 401: .*" is no owner; write one on each line/);
    t.is(none.stdout, 'No created environment is due.\n');
    t.is(none.code, 0);
    const ended = await run('env', 'reap', '--alive', 'open', '--yes');
    t.is(ended.code, 0, ended.stderr);
    t.regex(
      ended.stdout,
      /Their owners are gone\n+.*\npr-50 +pr\/50 +\S+ +gone\n\nNothing stays that was due\.\n$/,
    );
    const late = await create('--asked-at', '2026-01-01T00:00:00Z');
    t.is(late.code, 1);
    t.regex(late.stderr, /^error: pr-50 was asked for at 2026-01-01T00:00:00Z and ended by .*ask again/);
  },
);

test.serial(
  'a name that was never deployed is taken off without Terraform, and one that there is not is told',
  async (t) => {
    await run('env', 'create', 'pr-51', '--from', 'plain');
    const ended = await run('env', 'destroy', 'pr-51', '--format', 'json');
    t.is(ended.code, 0, ended.stderr);
    isOfSchema(t, 'env destroy', ended.stdout);
    t.like(JSON.parse(ended.stdout), { fate: 'destroyed', destroyed: 0, isGone: true });
    const gone = await run('env', 'destroy', 'pr-51');
    t.is(gone.code, 1);
    t.regex(gone.stderr, /^error: pr-51: no environment of this name was created; there are pr-42/);
    const guarded = await run('destroy', 'shop');
    t.is(guarded.code, 3);
    t.regex(guarded.stderr, /^error: shop is protected, so nothing of it is destroyed; /);
  },
);
