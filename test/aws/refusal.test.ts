import test from 'ava';
import type { App } from 'cdktf';
import { EnvironmentStack } from '../../src/aws/environment-stack.ts';
import { refusalOf } from '../../src/aws/refusal.ts';
import { USER_DATA_LIMIT } from '../../src/render/boot-script.ts';
import { renderEnvironment } from '../../src/render/host-files.ts';
import { REFUSED } from '../../src/render/refused-script.ts';
import { validate } from '../../src/rules/index.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { allShipped, small } from '../_environment.ts';
import { type Block, evaluated, type Json, resources, type StackFile, synthText } from './_synth.ts';

const TODAY = new Date('2026-11-27');
const AFTER = new Date('2027-04-01');

async function judged(environment: Environment, today: Date): Promise<StackFile> {
  const refusal = refusalOf(validate(environment, today));
  return JSON.parse(await synthText((app: App) => new EnvironmentStack(app, environment, refusal)));
}

function instances(stack: StackFile): readonly Block[] {
  return Object.values(resources(stack, 'aws_instance'));
}

function postconditionOf({ lifecycle }: Block): Json | undefined {
  return typeof lifecycle === 'object' && lifecycle !== null && 'postcondition' in lifecycle
    ? lifecycle.postcondition
    : undefined;
}

test('the shipped environments are not refused', async (t) => {
  for (const environment of await allShipped()) t.is(refusalOf(validate(environment, TODAY)), undefined);
});

test('errors that nobody waived refuse, each with its sentence; warnings and waived errors do not', (t) => {
  const broken = small({ hosts: { one: { roles: ['primary'] }, two: { roles: ['replica', 'sentinel'] } } });
  const refusal = refusalOf(validate(broken, TODAY));
  for (const line of refusal?.reason.split('\n') ?? [''])
    t.regex(line, /^stacks\/small\.ts: [\w.]+: .+; .+$/);
  const soon = small({ redis: { package: 'redis80' } });
  t.deepEqual(
    validate(soon, TODAY).map(({ rule, severity }) => [rule, severity]),
    [['engine-end-of-life', 'warning']],
  );
  t.is(refusalOf(validate(soon, TODAY)), undefined);
  const waived = small({ aws: { image: '15.0' }, waive: { 'image-end-of-life': 'until the next window' } });
  t.is(refusalOf(validate(waived, TODAY)), undefined);
});

test('hosts of a refused environment get the script that says so, and the condition on it', async (t) => {
  for (const instance of instances(await judged(small(), AFTER))) {
    const script = evaluated(instance.user_data);
    t.true(script.startsWith(REFUSED));
    t.regex(script, /^echo 'vedette: FAILED refused: image-end-of-life' > \/dev\/console\nexit 1\n$/m);
    t.like(postconditionOf(instance), [
      {
        condition: `\${try(!startswith(self.user_data, ${JSON.stringify(REFUSED)}), true)}`,
      },
    ]);
    t.regex(JSON.stringify(postconditionOf(instance)), /FreeBSD 15\.1 ended on 2027-03-31/);
  }
});

test('hosts of an environment that is not refused have their boot script and no condition', async (t) => {
  for (const instance of instances(await judged(small(), TODAY))) {
    t.false(evaluated(instance.user_data).startsWith(REFUSED));
    t.is(postconditionOf(instance), undefined);
  }
});

test('no boot script begins like the script that refuses', async (t) => {
  for (const environment of await allShipped())
    for (const { userData } of renderEnvironment(environment)) t.false(userData.startsWith(REFUSED));
});

test('what a finding quotes reaches the message as it is, and nothing of it is an expression', async (t) => {
  const quoting = small({
    sentinel: { quorum: 2, directives: { 'notification-script': '/tmp/${path.root}-%{if}-e\u0301' } },
  });
  const [instance] = instances(await judged(quoting, TODAY));
  const message = JSON.stringify(instance && postconditionOf(instance));
  t.true(message.includes('$${path.root}-%%{if}-\u00e9'), message);
});

test('a boot script that is too large refuses by its rule, and is not in the stack', async (t) => {
  const large = small({
    redis: { directives: { 'proc-title-template': `{title} ${'x'.repeat(USER_DATA_LIMIT)}` } },
  });
  const [instance] = instances(await judged(large, TODAY));
  t.regex(String(instance?.user_data), /refused: user-data-size/);
});
