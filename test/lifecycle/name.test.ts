import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import * as z from 'zod/mini';
import { environmentName } from '../../src/definition/shapes.ts';
import { checkName, nameOf } from '../../src/lifecycle/name.ts';

test('a branch becomes a name: letters in lower case, hyphens for all else, and a digest that tells it from others', (t) => {
  t.deepEqual(
    ['pr-42', 'Fix/A', 'fix-a', 'feature/ünïcode_and-much-more-than-fits', '42', '///', 'sg-x'].map(nameOf),
    [
      'pr-42',
      'fix-a-x989609',
      'fix-a',
      'feature-n-code-and-muc-x14b6a7',
      '42-x73475c',
      'x732c4e',
      'x-sg-x-x668988',
    ],
  );
});

testProp(
  'any text has a name that an environment may have, of at most 30 characters, and another text has another',
  [fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 })],
  (t, one, other) => {
    const name = nameOf(one);
    t.true(z.safeParse(environmentName, name).success, name);
    t.true(name.length <= 30);
    t.is(checkName(name), name);
    t.is(name === nameOf(other), one === other);
  },
);

test('what is no name is refused with the one to write', (t) => {
  t.throws(() => checkName('Fix/A'), {
    message: `"Fix/A" is not the name of a created environment, which has 1 to 30 lower-case letters, digits and hyphens, with a letter or digit at both ends, not digits alone and no sg- at the beginning; write ${nameOf('Fix/A')}`,
  });
});
