import test from 'ava';
import { MARKER, printComment } from '../../src/diff/comment.ts';
import { diff } from '../../src/diff/compare.ts';
import { type Snapshot, snapshotOf } from '../../src/diff/snapshot.ts';
import { shipped, small } from '../_environment.ts';
import { matchesGolden } from '../_golden.ts';
import { diffOf, fileOf, TODAY } from './_documents.ts';

test('the comment of staging and production is the golden one', async (t) => {
  const sides = {
    before: snapshotOf(await shipped('staging')),
    after: snapshotOf(await shipped('production')),
  };
  matchesGolden(t, 'diff/staging-production.md', printComment(await diff([sides], TODAY)));
});

test('it starts with the marker that finds it again', async (t) => {
  t.true(printComment(await diffOf(fileOf(''), fileOf(''))).startsWith(`${MARKER}\n`));
});

test('the steps of a host stand below each other', async (t) => {
  const text = printComment(await diffOf(fileOf(''), fileOf('hz 20')));
  t.true(text.includes('| redis.conf | redis | `CONFIG SET hz 20`<br>`CONFIG REWRITE` |'), text);
});

test('security stands open, the rest is folded', async (t) => {
  const text = printComment(await diffOf(fileOf(''), fileOf('protected-mode no\nhz 20')));
  t.regex(text, /^#### Security\n\n\| impact/m);
  t.regex(text, /<details><summary>Settings \(1\)<\/summary>\n\n\| impact/);
});

test('a comment of ten thousand users is shorter than GitHub takes, and says how many rows are left out', async (t) => {
  const users = Array.from({ length: 10_000 }, (_, at) => `user u${at} on ~${'k'.repeat(100)}`).join('\n');
  const text = printComment(await diffOf(fileOf(''), fileOf(users)));
  t.true(text.length < 60_000, `${text.length}`);
  const rows = text.match(/^\| [a-z-]+ \| `user\/u/gm)?.length ?? 0;
  t.true(rows > 100);
  t.true(text.includes(`${10_000 - rows} more rows: vedette diff shows all.`));
});

test('a thousand environments stay below the limit', async (t) => {
  const pairs = Array.from({ length: 1000 }, (_, at) => {
    const [before, after] = [10, 11].map((value) => numbered(at, value + (at % 7)));
    if (before === undefined || after === undefined) throw new RangeError('two sides were made');
    return { before, after };
  });
  const text = printComment(await diff(pairs, TODAY));
  t.true(text.length < 60_000);
  t.regex(text, /^\d+ more environments\.$/m);
});

/**
 * One in ten is a definition with another waiver, or one in a hundred with another setting, for which its stacks
 * are synthesized; the others are files, which are compared a hundred times as quickly and take as much of a comment.
 */
function numbered(at: number, value: number): Snapshot {
  const name = `e${at}`;
  const setting = { redis: { directives: { hz: value } } };
  const waiver = { sentinel: { quorum: 3 }, waive: { 'quorum-unanimous': `for reason ${value}` } };
  return at % 10 === 0
    ? snapshotOf(small({ name, ...(at % 100 === 0 ? setting : waiver) }))
    : { ...fileOf(`hz ${value}`), name };
}

test('nothing in a value is a table, a link, a person or HTML to GitHub', async (t) => {
  const text = printComment(
    await diffOf(
      fileOf(''),
      fileOf('proc-title-template "{title} | @team #1 `x` <b> <!-- -->"\nuser @team on ~a|b'),
    ),
  );
  t.true(text.includes('``"{title} \\| @team #1 `x` <b> <!-- -->"``'), text);
  t.notRegex(text.replaceAll(/(`+)[^`].*?\1/g, ''), /@team|<b>/);
});

test('environments without a change take one line', async (t) => {
  const same = snapshotOf(small({ name: 'same' }));
  const pairs = [
    { before: same, after: same },
    { before: snapshotOf(small()), after: snapshotOf(small({ redis: { directives: { hz: 20 } } })) },
  ];
  t.true(printComment(await diff(pairs, TODAY)).includes('\nUnchanged: same.\n'));
});
