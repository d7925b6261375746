import { writeFileSync } from 'node:fs';
import { testProp } from '@fast-check/ava';
import test from 'ava';
import * as fc from 'fast-check';
import { isOrphan, ownersIn, readOwners } from '../../src/lifecycle/owners.ts';
import { enterProject } from '../register/_project.ts';

enterProject('owners', {});

const name = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const owner = fc.oneof(
  name,
  fc.tuple(name, name).map(([kind, own]) => `${kind}/${own}`),
);

test('an environment is left behind if the list is about owners of its kind and has not its own', (t) => {
  const owners = ownersIn('# open\npr/42\r\n\n  pr/43  \nteam/\n');
  t.false(isOrphan({ owner: 'pr/42' }, owners));
  t.false(isOrphan({ owner: 'pr/43' }, owners));
  t.true(isOrphan({ owner: 'pr/4' }, owners));
  t.true(isOrphan({ owner: 'team/a' }, owners));
  t.false(isOrphan({ owner: 'ada' }, owners), 'a list of pull requests says nothing of people');
  t.false(isOrphan({ owner: 'ada' }, ownersIn('grace')), 'nobody lists all people');
});

testProp(
  'nobody who is on a list is left behind, whatever else is on it',
  [owner, fc.array(owner)],
  (t, mine, others) => {
    t.false(isOrphan({ owner: mine }, ownersIn([...others, mine].join('\n'))));
  },
);

test('a list that names nobody, or cannot be read, is refused', async (t) => {
  writeFileSync('empty', '\n# none\n');
  writeFileSync('people', '42\nada\ngh: command not found\n');
  writeFileSync('none-open', 'pr/\n');
  t.true(isOrphan({ owner: 'pr/1' }, await readOwners('none-open')));
  for (const list of ['empty', 'people'])
    await t.throwsAsync(readOwners(list), {
      message: `--alive ${list} names nobody of any kind; write one owner on each line, such as pr/42, or pr/ where no pull request is open`,
    });
  await t.throwsAsync(readOwners('missing'), { message: /^--alive missing cannot be read \(ENOENT/ });
});

for (const [what, list] of Object.entries({
  'JSON of a program': '[{"owner":"pr/42"}]',
  'the words of a program that failed': 'pr/41\nHTTP 401: Bad credentials (https://api.github.com/graphql)\n',
  'a page that says no': '<html>\n<body>pr/42</body>\n',
  'several owners on one line': 'pr/42,pr/43\n',
}))
  test(`a list that holds ${what} is refused, and nobody is left behind by it`, async (t) => {
    writeFileSync('wrong', list);
    await t.throwsAsync(readOwners('wrong'), { message: /^--alive wrong: .* is no owner; / });
  });
