import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { rollOutFrom } from '../../src/cli/rollout-from.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { openEnvironment } from '../../src/register/open.ts';
import { SMALL } from '../_environment.ts';
import { scratchFolder } from './_run.ts';

const root = join(scratchFolder('rollout-from'), 'repository');
const file = join(root, 'small.ts');
const renamed = join(root, 'renamed.ts');

function write(path: string, definition: EnvironmentDefinition): void {
  writeFileSync(path, `export default ${JSON.stringify(definition)};\n`);
}

function git(...args: readonly string[]): void {
  const author = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org'];
  const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

test.before(() => {
  mkdirSync(root, { recursive: true });
  write(file, SMALL);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  write(file, { ...SMALL, redis: { directives: { 'io-threads': 2 } } });
  write(renamed, { ...SMALL, name: 'other' });
});

async function from(given: string, names: readonly string[] = []) {
  return rollOutFrom(given, await openEnvironment(file), { given: file, choice: { names } });
}

test.serial('a roll-out is rehearsed on a group of what the definition is in a git revision', async (t) => {
  const [before, [drill, ...others]] = await from('HEAD');
  t.is(before.name, 'small');
  t.deepEqual(before.redis.directives, {});
  t.deepEqual(others, []);
  const after = drill?.brings?.(before, {});
  t.deepEqual(after !== undefined && 'redis' in after && after.redis.directives, { 'io-threads': 2 });
  t.regex(drill?.story ?? '', /small\.ts out to a group of what it is in HEAD: /);
});

test.serial('another file of the same environment may be what it is rolled out from', async (t) => {
  const [before] = await from(join(root, 'small.ts')).catch(() => [undefined]);
  t.is(before, undefined, 'it is the same');
  const past = join(root, 'past.ts');
  write(past, { ...SMALL, redis: { directives: { timeout: 60 } } });
  t.deepEqual((await from(past))[0].redis.directives, { timeout: 60 });
});

test.serial('what no roll-out can be rehearsed from is refused with what to give', async (t) => {
  const said = async (given: string, names: readonly string[] = []) =>
    (await t.throwsAsync(from(given, names)))?.message.replaceAll(`${root}/`, '');
  t.is(
    await said(renamed),
    '--rollout-from renamed.ts is the environment other, and no roll-out makes small of it; give a definition of the same name',
  );
  t.is(
    await said(file),
    '--rollout-from small.ts: small is the same there, and there is nothing to roll out; give a revision before the change',
  );
  t.is(
    await said('HEAD', ['kill-primary']),
    '--rollout-from rehearses the roll-out alone; leave out names of drills, --all and --shard',
  );
  t.regex((await said('no-such-revision')) ?? '', /no-such-revision/);
  const older = join(root, 'older.ts');
  write(older, { ...SMALL, redis: { package: 'redis80' } });
  t.is(
    await said(older),
    '--rollout-from: Redis 8.0 becomes Redis 7.2, and hosts would run one engine for both here; give the new one with --engine-of redis72=PATH',
  );
  write(join(root, 'later.ts'), { ...SMALL, name: 'later' });
  const later = join(root, 'later.ts');
  const environment = await openEnvironment(later);
  await t.throwsAsync(rollOutFrom('HEAD', environment, { given: later, choice: {} }), {
    message: '--rollout-from HEAD: there is no later there; give a revision that has it',
  });
});
