import test from 'ava';
import { oneAhead } from '../../src/base/ahead.ts';

/** What began, was told and was dealt with, in order; a piece of work ends once something else had its turn. */
async function logOf(items: readonly string[], failing = ''): Promise<readonly string[]> {
  const log: string[] = [];
  const work = async (item: string): Promise<string> => {
    log.push(`begins ${item}`);
    await new Promise(setImmediate);
    if (item === failing) throw new Error(`${item} failed`);
    return item.toUpperCase();
  };
  try {
    for await (const [item, result] of oneAhead(items, work)) log.push(`${item} is ${result}`);
  } catch (error) {
    log.push(String(error));
  }
  return log;
}

test('each piece of work begins before the result of the one before it is told, and no sooner', async (t) => {
  t.deepEqual(await logOf(['a', 'b', 'c']), [
    'begins a',
    'begins b',
    'a is A',
    'begins c',
    'b is B',
    'c is C',
  ]);
  t.deepEqual(await logOf(['a']), ['begins a', 'a is A']);
  t.deepEqual(await logOf([]), []);
});

test('a piece of work that fails does so in its turn, after what came before it was told', async (t) => {
  t.deepEqual(await logOf(['a', 'b', 'c'], 'b'), [
    'begins a',
    'begins b',
    'a is A',
    'begins c',
    'Error: b failed',
  ]);
  t.deepEqual(await logOf(['a', 'b'], 'a'), ['begins a', 'begins b', 'Error: a failed']);
});
