import test from 'ava';
import { type Checked, checkMachine, lacking, USES } from '../../src/doctor/check.ts';
import { doctorOutcome } from '../../src/doctor/report.ts';
import { printHuman } from '../../src/report/human.ts';

const GIT: Checked = {
  name: 'git',
  neededBy: ['diff'],
  isThere: true,
  found: '2.39.5',
  advice: 'install it',
};
const REDIS: Checked = {
  name: 'Redis',
  neededBy: ['local'],
  isThere: false,
  found: 'none',
  advice: 'install Redis',
};
const TERRAFORM: Checked = { ...REDIS, name: 'Terraform', neededBy: ['deploy'], usedBy: ['local'] };

function printed(checked: readonly Checked[], use?: (typeof USES)[number]): string {
  return printHuman(doctorOutcome(checked, use).report, { width: 100, paint: (_, text) => text });
}

test('what is missing is told with what to do, and what is here without', (t) => {
  const text = printed([GIT, REDIS]);
  t.regex(text, /^here +git +2\.39\.5 +diff$/m);
  t.regex(text, /^missing +Redis +none +local$/m);
  t.regex(text, /^Redis: install Redis\.$/m);
  t.notRegex(text, /install it/);
});

test('each use is told with its command and what keeps it from working', (t) => {
  const text = printed([GIT, REDIS, TERRAFORM]);
  t.regex(text, /^diff +vedette diff --since +nothing is missing$/m);
  t.regex(text, /^local +vedette local up +missing: Redis$/m);
  t.regex(text, /^deploy +cdktf deploy +missing: Terraform$/m);
});

test('it fails only for something that the named use cannot do without', (t) => {
  const all = [GIT, REDIS, TERRAFORM];
  t.is(doctorOutcome(all, undefined).exitCode, 0);
  t.is(doctorOutcome(all, 'diff').exitCode, 0);
  t.is(doctorOutcome(all, 'local').exitCode, 1);
  t.is(doctorOutcome([GIT, TERRAFORM], 'local').exitCode, 0);
});

test('this machine is looked at for one use or for all, and no credential is told', async (t) => {
  const secret = 'nobody-may-see-this';
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key } = process.env;
  t.teardown(() =>
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: id ?? '', AWS_SECRET_ACCESS_KEY: key ?? '' }),
  );
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: secret, AWS_SECRET_ACCESS_KEY: secret });
  const all = await checkMachine(undefined);
  t.is(all.find(({ name }) => name === 'AWS credentials')?.isThere, true);
  t.false(JSON.stringify(all).includes(secret));
  for (const use of USES) {
    const some = await checkMachine(use);
    t.true(some.every(({ neededBy, usedBy = [] }) => [...neededBy, ...usedBy].includes(use)));
    t.deepEqual(lacking(some, use), lacking(all, use));
  }
});
