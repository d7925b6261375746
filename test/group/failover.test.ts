import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import { askForFailover } from '../../src/group/failover.ts';
import type { Reach } from '../../src/group/reach.ts';
import { small } from '../_environment.ts';

const STALE = '(error) NOGOODSLAVE No suitable replica to promote';

/** Sentinels that answer one after the other, and how often they were asked. */
function sentinels(answers: readonly string[]): { readonly reach: Reach; readonly asked: () => number } {
  let asked = 0;
  const exec = async () => ({ status: 0, stdout: `${answers[Math.min(asked++, answers.length - 1)]}\n` });
  return { reach: { exec }, asked: () => asked };
}

async function refusal(t: ExecutionContext, reach: Reach, patience?: number): Promise<string> {
  const wait = patience === undefined ? undefined : milliseconds(patience);
  const error = await t.throwsAsync(askForFailover(reach, small(), wait), { instanceOf: UserError });
  return error?.message ?? '';
}

test('Sentinels that know no replica yet are asked again, until one agrees', async (t) => {
  const { reach, asked } = sentinels([STALE, STALE, STALE, STALE, 'OK']);
  t.is((await askForFailover(reach, small())).name, 'two');
  t.is(asked(), 5);
});

test('they are asked for as long as it is worth it, and then what each said is told', async (t) => {
  const { reach, asked } = sentinels([STALE]);
  t.regex(
    await refusal(t, reach, 300),
    /one says .*NOGOODSLAVE.*; two says .*; wait until the group is healthy/,
  );
  t.true(asked() >= 6 && asked() % 3 === 0, String(asked()));
});

test('another refusal stands at once', async (t) => {
  const { reach, asked } = sentinels(['(error) INPROG Failover already in progress']);
  t.regex(await refusal(t, reach), /one says .*INPROG/);
  t.is(asked(), 3);
});
