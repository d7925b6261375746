import test from 'ava';
import { messageOf, UserError } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import { until } from '../../src/base/until.ts';
import { Group } from '../../src/group/group.ts';
import type { Machines } from '../../src/operate/machines.ts';
import { type Checks, runSteps } from '../../src/operate/run-steps.ts';
import { type Operation, type Step, Undone } from '../../src/operate/step.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { BASE } from '../topology/_base.ts';

const environment = resolveEnvironment({ ...BASE, name: 'steps' }, 'stacks/steps.ts');

const nowhere = async (): Promise<never> => {
  throw new UserError('nothing is reached here');
};

const MACHINES: Machines = {
  present: nowhere,
  plan: nowhere,
  rest: nowhere,
  create: nowhere,
  replace: nowhere,
  remove: nowhere,
};

function operation(told: string[] = []): Operation {
  const group = new Group({ exec: nowhere, read: nowhere, endpoint: nowhere }, environment);
  return { group, machines: MACHINES, environment, tell: (text) => told.push(text) };
}

/** Steps that write down what happens, in the order in which it does. */
function stepsOf(
  log: string[],
  performs: Readonly<Record<string, (given: Operation) => Promise<void>>> = {},
): readonly Step[] {
  return ['a', 'b', 'c'].map((host) => ({
    kind: 'live',
    hosts: [host],
    what: 'it changes',
    why: 'it is its turn',
    notice: 'nothing',
    undo: 'it changes back',
    impact: 'live',
    perform: async (given) => {
      log.push(`does ${host}`);
      await performs[host]?.(given);
    },
  }));
}

function checks(log: string[], own: Partial<Checks> = {}): Checks {
  return {
    lock: { confirm: async () => void log.push('lock') },
    before: async ({ hosts }) => void log.push(`before ${hosts}`),
    after: async ({ hosts }) => void log.push(`after ${hosts}`),
    ...own,
  };
}

const fail = (why: string) => async (): Promise<never> => {
  throw new UserError(why);
};

const namesOf = (steps: readonly Step[]) => steps.map(({ hosts }) => hosts.join());

test('each step is looked at before and after, under the lock, and told with its time', async (t) => {
  const [log, told]: [string[], string[]] = [[], []];
  const { done, left, stopped } = await runSteps(stepsOf(log), operation(told), checks(log));
  t.deepEqual(
    log,
    ['a', 'b', 'c'].flatMap((host) => ['lock', `before ${host}`, `does ${host}`, `after ${host}`]),
  );
  t.deepEqual([namesOf(done.map(({ step }) => step)), left, stopped], [['a', 'b', 'c'], [], undefined]);
  t.true(done.every(({ took }) => took >= milliseconds(0)));
  t.regex(told[1] ?? '', /^2 of 3, b: it changes: \d+\.\d s$/);
});

test('a lock that is lost, and a check that does not hold, keep a step from being begun', async (t) => {
  const at = (host: string, why: string) => async (step: Step) => {
    if (step.hosts[0] === host) throw new UserError(why);
  };
  const log: string[] = [];
  const unfit = await runSteps(stepsOf(log), operation(), checks(log, { before: at('b', 'not fit') }));
  t.deepEqual([unfit.stopped, namesOf(unfit.left)], [{ at: 'before', why: 'not fit' }, ['b', 'c']]);
  t.deepEqual(namesOf(unfit.done.map(({ step }) => step)), ['a']);
  t.false(log.includes('does b'));
  const lost = await runSteps(stepsOf(log), operation(), checks(log, { lock: { confirm: fail('lost') } }));
  t.deepEqual([lost.stopped, namesOf(lost.left)], [{ at: 'before', why: 'lost' }, ['a', 'b', 'c']]);
});

test('a step that fails is left with those behind it, and told from one that took everything back', async (t) => {
  const half = await runSteps(stepsOf([], { b: fail('broke') }), operation(), checks([]));
  t.deepEqual([half.stopped, namesOf(half.left)], [{ at: 'in', why: 'broke' }, ['b', 'c']]);
  const undoing = async () => {
    throw new Undone('taken back');
  };
  const undone = await runSteps(stepsOf([], { a: undoing }), operation(), checks([]));
  t.deepEqual([undone.stopped, namesOf(undone.left)], [{ at: 'undone', why: 'taken back' }, ['a', 'b', 'c']]);
});

test('a step after which the group is not fit is done, and the next one is not begun', async (t) => {
  const log: string[] = [];
  const { done, left, stopped } = await runSteps(
    stepsOf(log),
    operation(),
    checks(log, { after: fail('ill') }),
  );
  t.deepEqual([namesOf(done.map(({ step }) => step)), namesOf(left)], [['a'], ['b', 'c']]);
  t.deepEqual(stopped, { at: 'after', why: 'ill' });
  t.false(log.includes('does b'));
});

test('a fault is no reason to stop, it is a fault', async (t) => {
  const broken = async () => {
    throw new TypeError('fault');
  };
  await t.throwsAsync(runSteps(stepsOf([], { a: broken }), operation(), checks([])), {
    instanceOf: TypeError,
  });
});

test.serial('a signal lets the step in hand come to its end, and stops before the next', async (t) => {
  const told: string[] = [];
  const listeners = process.listenerCount('SIGTERM');
  const signal = async () => void process.emit('SIGTERM', 'SIGTERM');
  const { done, left, stopped } = await runSteps(stepsOf([], { a: signal }), operation(told), checks([]));
  t.deepEqual([namesOf(done.map(({ step }) => step)), namesOf(left)], [['a'], ['b', 'c']]);
  t.deepEqual(stopped, { at: 'before', why: 'interrupted' });
  t.is(told[0], 'stops after this step; interrupt again to give up what it waits for');
  t.is(process.listenerCount('SIGTERM'), listeners);
});

function interrupt(times: number): void {
  for (let time = 0; time < times; time += 1) process.emit('SIGINT', 'SIGINT');
}

test.serial(
  'with a second signal the step in hand gives up what it waits for, and says whether it took all back',
  async (t) => {
    const told: string[] = [];
    const waiting = async ({ signal }: Operation) => {
      interrupt(2);
      await until('it holds', async () => false, milliseconds(60_000), signal);
    };
    const half = await runSteps(stepsOf([], { b: waiting }), operation(told), checks([]));
    t.deepEqual([half.stopped, namesOf(half.left)], [{ at: 'in', why: 'interrupted twice' }, ['b', 'c']]);
    t.is(told.at(-1), 'gives this step up as soon as that can be; interrupt once more to leave it as it is');
    const undoing = async (given: Operation) => {
      await waiting(given).catch((error: unknown) => {
        throw new Undone(`${messageOf(error)}; all is as it was`);
      });
    };
    const undone = await runSteps(stepsOf([], { b: undoing }), operation(), checks([]));
    t.deepEqual(undone.stopped, { at: 'undone', why: 'interrupted twice; all is as it was' });
  },
);

test.serial(
  'with a second signal nobody waits until the group is fit, and with a third nobody waits for the step',
  async (t) => {
    const unfit = async (_: Step, signal: AbortSignal) => {
      interrupt(2);
      await until('it is fit', async () => false, milliseconds(60_000), signal);
    };
    const after = await runSteps(stepsOf([]), operation(), checks([], { after: unfit }));
    t.deepEqual(
      [after.stopped, namesOf(after.left)],
      [{ at: 'after', why: 'interrupted twice' }, ['b', 'c']],
    );
    const forever = async () => {
      interrupt(3);
      await new Promise(() => {});
    };
    const { done, left, stopped } = await runSteps(stepsOf([], { b: forever }), operation(), checks([]));
    t.deepEqual([namesOf(done.map(({ step }) => step)), namesOf(left)], [['a'], ['b', 'c']]);
    t.deepEqual(stopped, { at: 'in', why: 'interrupted three times' });
  },
);
