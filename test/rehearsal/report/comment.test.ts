import { testProp } from '@fast-check/ava';
import test from 'ava';
import type { Rehearsal } from '../../../src/rehearsal/record.ts';
import { MARKER, printRehearsalComment } from '../../../src/rehearsal/report/comment.ts';
import { shipped } from '../../_environment.ts';
import { anyRehearsal } from '../_arbitrary-record.ts';
import { madeRehearsal } from '../_made-record.ts';

/** GitHub takes no longer comment. */
const GITHUB = 65_536;

testProp(
  'whatever a record holds, a comment has only tags of its own, and tells nobody',
  [anyRehearsal],
  (t, rehearsal) => {
    const text = printRehearsalComment(rehearsal);
    const tags = Array.from(text.matchAll(/(?<!\\)<[^>]*>?/g), ([tag]) => tag);
    t.deepEqual(
      tags.filter((tag) => !/^<(\/?details|\/?summary)>$/.test(tag) && tag !== MARKER),
      [],
    );
    t.notRegex(text, /@(?!\u200B)/);
    t.true(text.length < GITHUB);
  },
);

testProp('a row of a table has as many cells as its title', [anyRehearsal], (t, rehearsal) => {
  const tables = printRehearsalComment(rehearsal)
    .split(/\n\n/)
    .filter((part) => part.startsWith('| '));
  t.true(printRehearsalComment(rehearsal).startsWith(MARKER));
  for (const table of tables) {
    const cells = table.split('\n').map((row) => row.split(/(?<!\\)\|/).length);
    t.is(new Set(cells).size, 1, table);
  }
});

test('what broke stands open, with what it means in words, and what held is folded', async (t) => {
  const text = printRehearsalComment(madeRehearsal(await shipped('lab')));
  const [open = ''] = text.split('<details>');
  t.true(open.startsWith(`${MARKER}\n\n### Rehearsal of lab: 2 of 5 drills held, 1 is broken`), open);
  t.true(open.includes('- round 1: No acknowledged write is lost: **4,410 of 6,420**'));
  t.true(open.includes('- round 1: A replica is promoted: **none within 20 s**'));
  t.false(open.includes('| kill-primary'));
  t.true(text.includes('<summary>3 other drills</summary>'));
});

test('a rehearsal in which all held has no open table', async (t) => {
  const whole = madeRehearsal(await shipped('quorum'));
  const held = whole.drills.filter(({ verdict }) => verdict === 'held');
  const [open = ''] = printRehearsalComment({ ...whole, drills: held }).split('<details>');
  t.true(open.includes('2 of 2 drills held'));
  t.true(open.includes('not to be relied on, in kill-primary (1 of 3 rounds)'), open);
  t.false(open.includes('|'));
});

test('numbers that do not fit into a comment are counted', async (t) => {
  const whole: Rehearsal = madeRehearsal(await shipped('lab'));
  const [drill] = whole.drills;
  if (drill === undefined) return t.fail();
  const many = Array.from({ length: 90 }, (_, at) => ({ ...drill, drill: `drill-${at}` }));
  const text = printRehearsalComment({ ...whole, drills: many });
  t.true(text.length < GITHUB);
  t.regex(text, /The numbers of \d+ drills stand in index\.html only\.\n$/);
});
