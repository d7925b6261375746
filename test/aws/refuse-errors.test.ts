import test from 'ava';
import { refuseErrors } from '../../src/aws/refuse-errors.ts';
import { allShipped, small } from '../_environment.ts';

const TODAY = new Date('2026-11-22');

test('the shipped environments are synthesized', async (t) => {
  const environments = await allShipped();
  t.notThrows(() => refuseErrors(environments, TODAY));
});

test('an environment that breaks a rule is refused with a sentence for each finding', (t) => {
  const broken = small({ hosts: { one: { roles: ['primary'] }, two: { roles: ['replica', 'sentinel'] } } });
  const error = t.throws(() => refuseErrors([broken], TODAY), { name: 'UserError' });
  for (const line of error.message.split('\n')) t.regex(line, /^stacks\/small\.ts: [\w.]+: .+; .+$/);
});

test('a waived finding does not stop the synth', async (t) => {
  const [lab] = (await allShipped()).filter(({ name }) => name === 'lab');
  t.deepEqual(
    lab?.waivers.map(({ rule }) => rule),
    ['sentinel-count'],
  );
  t.notThrows(() => refuseErrors(lab === undefined ? [] : [lab], TODAY));
});

test('an image that has come to its end is refused from that day on', (t) => {
  t.throws(() => refuseErrors([small()], new Date('2027-04-01')), { message: /15\.1/ });
});

test('two environments of one name are refused', (t) => {
  const twin = { ...small(), file: 'elsewhere/small.ts' };
  t.throws(() => refuseErrors([small(), twin], TODAY), {
    name: 'UserError',
    message: 'elsewhere/small.ts: name: small is the name of stacks/small.ts too; give each its own',
  });
});
