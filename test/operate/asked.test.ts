import test from 'ava';
import type { MachineChange, Machines } from '../../src/operate/machines.ts';
import { withAsked } from '../../src/operate/replacement/asked.ts';
import { rolloutAgain } from '../../src/operate/rollout/again.ts';
import { planRollout } from '../../src/operate/rollout/plan.ts';
import { inputOf, MIXED } from './rollout/_input.ts';

/** Machines with some changes, and what they were told. */
function machinesOf(hosts: readonly MachineChange[]): {
  readonly machines: Machines;
  readonly done: string[];
} {
  const done: string[] = [];
  const did = (deed: string) => async (host: string) => {
    if (host === 'broken') throw new Error('it does not boot');
    done.push(`${deed} ${host}`);
  };
  const machines: Machines = {
    present: async () => [],
    plan: async () => ({ hosts, rest: [], last: [], refusals: ['no'] }),
    rest: async () => undefined,
    create: did('create'),
    replace: did('replace'),
    remove: did('remove'),
  };
  return { machines, done };
}

test('a host that is asked for is due until it is made anew, and once only', async (t) => {
  const { machines, done } = machinesOf([]);
  const asked = withAsked(machines, ['data2', 'watch1', 'data2']);
  const due = async () => (await asked.plan()).hosts.map(({ host, deed }) => `${deed} ${host}`);
  t.deepEqual(await due(), ['replace data2', 'replace watch1']);
  t.deepEqual((await asked.plan()).refusals, ['no']);
  await asked.replace('watch1');
  t.deepEqual(asked.due(), ['data2']);
  t.deepEqual(await due(), ['replace data2']);
  await asked.replace('data2');
  t.deepEqual(await due(), []);
  t.deepEqual(done, ['replace watch1', 'replace data2']);
});

test('one that does not come up stays due', async (t) => {
  const asked = withAsked(machinesOf([]).machines, ['broken']);
  await t.throwsAsync(asked.replace('broken'), { message: 'it does not boot' });
  t.is((await asked.plan()).hosts.length, 1);
});

test('what has to be done to a host anyway stays as it is', async (t) => {
  const resized: MachineChange = { host: 'data2', deed: 'resize', why: ['t4g.small becomes t4g.medium'] };
  const asked = withAsked(machinesOf([resized]).machines, ['data2']);
  t.deepEqual((await asked.plan()).hosts, [resized]);
});

test('a primary that is asked for hands over first, and others are made anew in the order of a roll-out', async (t) => {
  const asked = withAsked(machinesOf([]).machines, ['data1', 'data3', 'watch1']);
  const { hosts } = await asked.plan();
  const { steps, refusals } = planRollout(inputOf({ before: MIXED, after: MIXED, machines: hosts }));
  t.deepEqual(refusals, []);
  t.deepEqual(
    steps.map((step) => `${step.kind} ${step.hosts}`),
    ['replacement watch1', 'replacement data3', 'switch-over data1,data2', 'replacement data1'],
  );
});

test('the command that goes on has what was asked for and is not done, and what was overruled', (t) => {
  t.is(rolloutAgain('staging', { replace: [], allow: [], anyway: false }), 'vedette rollout staging');
  t.is(
    rolloutAgain('staging', { replace: ['data2', 'watch1'], allow: ['locked-out'], anyway: true }),
    'vedette rollout staging --replace data2 --replace watch1 --allow locked-out --anyway',
  );
});
