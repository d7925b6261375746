import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import { askForFailover } from '../../src/group/failover.ts';
import { Group } from '../../src/group/group.ts';
import { small } from '../_environment.ts';
import { play, reachTo } from './_program.ts';

// Loading the library is no part of anybody's patience.
test.before(() => import('../../src/group/connection.ts'));

const STALE = '-NOGOODSLAVE No suitable replica to promote';

/** A group whose Sentinels answer one after the other, and how often they were asked. */
async function sentinels(
  t: ExecutionContext,
  answers: readonly string[],
): Promise<{ readonly group: Group; readonly asked: () => number }> {
  let asked = 0;
  const { endpoint } = await play(t, ([, question]) =>
    question === 'FAILOVER' ? `${answers[Math.min(asked++, answers.length - 1)]}\r\n` : undefined,
  );
  const group = new Group(reachTo(endpoint), small());
  t.teardown(() => group[Symbol.dispose]());
  return { group, asked: () => asked };
}

async function refusal(t: ExecutionContext, group: Group, patience?: number): Promise<string> {
  const wait = patience === undefined ? undefined : milliseconds(patience);
  const error = await t.throwsAsync(askForFailover(group, wait), { instanceOf: UserError });
  return error?.message ?? '';
}

test('Sentinels that know no replica yet are asked again, until one agrees', async (t) => {
  const { group, asked } = await sentinels(t, [STALE, STALE, STALE, STALE, '+OK']);
  t.is((await askForFailover(group)).name, 'two');
  t.is(asked(), 5);
});

test('they are asked for as long as it is worth it, and then what each said is told', async (t) => {
  const { group, asked } = await sentinels(t, [STALE]);
  t.regex(
    await refusal(t, group, 1_000),
    /one says NOGOODSLAVE .*; two says .*; wait until the group is healthy/,
  );
  t.true(asked() >= 6 && asked() % 3 === 0, String(asked()));
});

test('another refusal stands at once', async (t) => {
  const { group, asked } = await sentinels(t, ['-INPROG Failover already in progress']);
  t.regex(await refusal(t, group), /one says INPROG/);
  t.is(asked(), 3);
});

test('a Sentinel that does not answer says nothing', async (t) => {
  const { endpoint, hangUp } = await play(t, () => {
    hangUp();
    return undefined;
  });
  using group = new Group(reachTo(endpoint), small());
  t.regex(await refusal(t, group), /one says nothing; two says nothing; three says nothing/);
});
