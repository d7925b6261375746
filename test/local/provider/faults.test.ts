import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { milliseconds } from '../../../src/base/units.ts';
import { parseFault } from '../../../src/local/provider/faults.ts';
import { needs, serially } from '../../_needs.ts';
import { PAIR } from './_definitions.ts';
import { Group } from './_group.ts';
import { TestStack, WITH_TERRAFORM, workFolder } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));
const folder = workFolder('faults');
const VEDETTE = fileURLToPath(new URL('../../../src/start/vedette.cjs', import.meta.url));

test('a fault that is not known is refused with those that are', (t) => {
  t.throws(() => parseFault('flood'), {
    instanceOf: UserError,
    message: 'flood is no fault; use api, launch, crash, or one with a type: api:aws_instance',
  });
  t.deepEqual(parseFault('api:aws_vpc'), { kind: 'api', type: 'aws_vpc' });
});

/** What the test before left, a group in order; where that one failed, the next begins with another. */
let left: TestStack | undefined;

async function inOrder(): Promise<TestStack> {
  const stack = left ?? (await TestStack.of(folder, { ...PAIR, name: 'order' }));
  if (left === undefined) await stack.apply();
  left = undefined;
  return stack;
}

async function heals(t: ExecutionContext, stack: TestStack): Promise<void> {
  await stack.apply();
  t.deepEqual(await stack.plan(), {});
  const booted = await (await stack.cloud()).waitForBoot(['one', 'two', 'watch'], milliseconds(60_000));
  t.deepEqual(
    booted.map(({ boot }) => boot),
    ['ready', 'ready', 'ready'],
  );
}

withTerraform('after a call that failed the next apply heals', async (t) => {
  t.timeout(400_000);
  const stack = await TestStack.of(folder, { ...PAIR, name: 'order' });
  const { status, output } = await stack.terraform(['apply', '-auto-approve'], 'api:aws_instance');
  t.is(status, 1);
  t.regex(output, /creating aws_instance: api error InternalError/);
  await heals(t, stack);
  left = stack;
});

withTerraform('hosts that ended outside of Terraform come back', async (t) => {
  t.timeout(400_000);
  const stack = await inOrder();
  await new Group(stack).write('key');
  const cloud = await stack.cloud();
  await cloud.terminate('two');
  t.is((await stack.plan())['aws_instance.instance_two'], 'create');
  await stack.apply();
  t.deepEqual(await new Group(stack).healthy().then(() => new Group(stack).keys()), ['key']);
  await cloud.down();
  t.is((await stack.plan())['aws_instance.instance_two'], 'create');
  await heals(t, stack);
  left = stack;
});

withTerraform('an update that was cut short is made by the next apply', async (t) => {
  t.timeout(400_000);
  const stack = await inOrder();
  const two = { roles: ['replica'], address: '10.7.0.12', size: 'm7g.xlarge' } as const;
  await stack.change({ ...PAIR, name: 'order', hosts: { ...PAIR.hosts, two } });
  t.is((await stack.terraform(['apply', '-auto-approve'], 'api:aws_instance')).status, 1);
  t.is((await stack.plan())['aws_instance.instance_two'], 'update');
  await heals(t, stack);
  await stack.destroy();
});

withTerraform('an instance that never gets ready is replaced by the next apply', async (t) => {
  t.timeout(400_000);
  const stack = await TestStack.of(folder, { ...PAIR, name: 'launch' });
  const { status, output } = await stack.terraform(['apply', '-auto-approve'], 'launch:aws_instance');
  t.is(status, 1);
  t.regex(output.replace(/\s*\n[│\s]*/g, ' '), /state to become 'running' \(last state: 'pending'/);
  t.deepEqual(
    [...new Set(Object.values(await stack.plan()).filter((action) => action !== 'create'))],
    ['delete/create'],
  );
  await heals(t, stack);
  await stack.destroy();
});

withTerraform('after a provider that died in the middle the next apply heals', async (t) => {
  t.timeout(400_000);
  const stack = await TestStack.of(folder, { ...PAIR, name: 'crash' });
  await stack.terraform(['validate']);
  const argv = [
    'local',
    'run',
    '--fault',
    'crash:aws_instance',
    '--',
    'terraform',
    `-chdir=${stack.terraformFolder}`,
  ];
  const child = spawn(execPath, [VEDETTE, ...argv, 'apply', '-auto-approve', '-no-color'], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const [, signal] = await once(child, 'exit');
  t.is(signal, 'SIGKILL');
  await new Group(stack).until(
    async () => (await stack.terraform(['plan', '-lock-timeout=1s'])).status === 0,
  );
  await heals(t, stack);
  await stack.destroy();
});
