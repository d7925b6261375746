import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { facts, heading, paragraph, prose, table, verbatim } from '../../src/report/elements.ts';
import { printHuman } from '../../src/report/human.ts';
import { printMarkdown } from '../../src/report/markdown.ts';

const screen = { width: 40, paint: (_: string, text: string) => text };

test('a report for people has headings, paragraphs, tables and text as it is', (t) => {
  const report = [
    heading('hosts'),
    table(
      ['host', 'address'],
      [
        ['ns', '10.0.0.30'],
        ['node01', { text: 'none', tone: 'error' }],
      ],
    ),
    paragraph('all of them are up and nothing is left to be done'),
    verbatim('conf', 'port  6379\n'),
  ];
  t.is(
    printHuman(report, screen),
    [
      'hosts\n',
      'host    address',
      'ns      10.0.0.30',
      'node01  none\n',
      'all of them are up and nothing is left',
      'to be done\n',
      'port  6379\n',
    ].join('\n'),
  );
});

test('a cell that is too wide is broken between words', (t) => {
  const report = [table(['rule', 'finding'], [['quorum', 'one two three four five six seven']])];
  t.is(
    printHuman(report, { ...screen, width: 24 }),
    'rule    finding\nquorum  one two three\n        four five six\n        seven\n',
  );
});

test('where a table does not fit, or takes more lines, each row stands by itself with the titles of its cells', (t) => {
  const report = [
    table(
      ['impact', 'what', 'then'],
      [
        ['live', 'client-output-buffer-limit/replica', 'it comes with the new host'],
        [{ text: 'none', tone: 'faint' }, 'port', ''],
      ],
    ),
  ];
  t.is(
    printHuman(report, screen),
    [
      'impact  live',
      'what    client-output-buffer-limit/',
      '        replica',
      'then    it comes with the new host\n',
      'impact  none',
      'what    port\n',
    ].join('\n'),
  );
  t.regex(printHuman(report, { ...screen, width: 100 }), /^impact {2}what .* then\nlive /);
});

test('a heading that is too long is broken between words', (t) => {
  t.is(printHuman([heading('one two three')], { ...screen, width: 8 }), 'one two\nthree\n');
});

const word = fc.stringMatching(/^[a-z]{1,30}$/);
const cell = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });

testProp('a table keeps every word, whole, whatever the width', [rows, fc.nat(120)], (t, cells, width) => {
  const printed = printHuman([table(['A', 'B', 'C'], cells)], { ...screen, width });
  const words = cells
    .flat()
    .flatMap((text) => text.split(' '))
    .filter((text) => text !== '');
  t.deepEqual(
    printed
      .split(/\s+/)
      .filter((text) => /[a-z]/.test(text))
      .sort(),
    words.sort(),
  );
});

testProp('a table is no wider than the terminal where its words allow it', [rows], (t, cells) => {
  const longest = [0, 1, 2].map((column) =>
    Math.max(
      1,
      ...cells.map((row) => Math.max(...(row[column] ?? '').split(' ').map((text) => text.length))),
    ),
  );
  const width = longest.reduce((sum, column) => sum + column, 4);
  const printed = printHuman([table(['a', 'b', 'c'], cells)], { ...screen, width });
  t.true(
    printed.split('\n').every((line) => line.length <= width),
    printed,
  );
});

test('Markdown escapes what would be read as Markdown', (t) => {
  t.is(printMarkdown([paragraph('a_b *c* <d> | [e]')]), 'a\\_b \\*c\\* \\<d\\> \\| \\[e\\]\n');
  t.is(
    printMarkdown([table(['a', 'b'], [['x|y', 'two\nlines']])]),
    '| a | b |\n| --- | --- |\n| x\\|y | two<br>lines |\n',
  );
});

test('Markdown fences text with more backquotes than the text has', (t) => {
  t.is(printMarkdown([verbatim('sh', 'echo ```')]), '````sh\necho ```\n````\n');
});

const KNOWN = [
  ['default', ["`'5s'`"]],
  ['changing it', ['one text that goes on and on and on', 'another <text>']],
] as const;

test('facts stand beside what they are about, and a line that goes on is moved in', (t) => {
  t.is(
    printHuman([facts(KNOWN)], screen),
    [
      "default      `'5s'`",
      'changing it  one text that goes on and',
      '               on and on',
      '             another <text>\n',
    ].join('\n'),
  );
});

test('facts are a list in Markdown, and several texts of one a list in it', (t) => {
  t.is(
    printMarkdown([facts(KNOWN)]),
    [
      "- default: `'5s'`",
      '- changing it:',
      '  - one text that goes on and on and on',
      '  - another \\<text\\>\n',
    ].join('\n'),
  );
});

test("code of vedette's own words stays as it is in Markdown, and the rest is escaped", (t) => {
  t.is(printMarkdown([prose('write `hosts.<name>` or a_b*')]), 'write `hosts.<name>` or a\\_b\\*\n');
});
