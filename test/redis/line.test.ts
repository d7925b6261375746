import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { directive, secret } from '../../src/redis/document.ts';
import { printDirective, readArguments, showWord, splitLine } from '../../src/redis/line.ts';

const splits: readonly [title: string, line: string, words: readonly string[]][] = [
  ['blanks of any kind and number separate words', 'a  b\tc \t d', ['a', 'b', 'c', 'd']],
  ['blanks around the line do not count', '  a b  ', ['a', 'b']],
  ['an empty line has no words', '', []],
  ['double quotes hold blanks', 'a "b c"', ['a', 'b c']],
  ['single quotes hold blanks', "a 'b c'", ['a', 'b c']],
  ['empty quotes are an empty word', 'a "" \'\'', ['a', '', '']],
  ['double quotes know named escapes', '"\\n\\r\\t\\b\\a"', ['\n\r\t\b\x07']],
  ['double quotes know bytes in hexadecimal', '"\\x41\\x4a\\x4A"', ['AJJ']],
  ['bytes in hexadecimal make up characters', '"\\xc3\\xbc"', ['ü']],
  ['bytes that make up none stand apart', '"\\xff" "\\xc3"', ['\udcff', '\udcc3']],
  ['bytes on both sides of a quote make up a character', '\udcc3"\\xbc"', ['ü']],
  ['an incomplete byte is the letter x', '"\\x4g"', ['x4g']],
  ['double quotes drop the backslash of other letters', '"\\q\\\\\\""', ['q\\"']],
  ['single quotes know only their own escape', "'it\\'s \\n \\x41 \\\\a'", ["it's \\n \\x41 \\\\a"]],
  ['outside quotes a backslash is a letter', 'a\\nb \\x41', ['a\\nb', '\\x41']],
  ['a quote may open inside a word', 'ab"c d" e', ['abc d', 'e']],
  ['a quote of the other kind is a letter', '"it\'s" \'say "a"\'', ["it's", 'say "a"']],
  ['a hash inside a line is a letter', 'maxclients 100 # x', ['maxclients', '100', '#', 'x']],
  ['a vertical tab separates only before a word', '\x0ba b\x0bc', ['a', 'b\x0bc']],
  ['blanks of other scripts are letters', 'a\u00a0b \u0085 \u2003', ['a\u00a0b', '\u0085', '\u2003']],
];

for (const [title, line, words] of splits)
  test(title, (t) => {
    t.deepEqual(splitLine(line), words);
  });

const refused: readonly [title: string, line: string, reason: RegExp][] = [
  ['an open double quote is refused', 'a "b', /a " is left open; close it/],
  ['an open single quote is refused', "a 'b", /a ' is left open; close it/],
  ['an escaped closing quote leaves the quote open', '"a\\"', /left open/],
  ['a backslash at the end leaves the quote open', '"a\\', /left open/],
  ['text right after a closing quote is refused', '"a"b', /text follows a closing "/],
  ['a quote right after a closing quote is refused', '"a""b"', /text follows a closing "/],
];

for (const [title, line, message] of refused)
  test(title, (t) => {
    t.throws(() => splitLine(line), { instanceOf: UserError, message });
  });

test('a reference to a secret is read outside quotes', (t) => {
  t.deepEqual(readArguments('masterauth {secret redis-password}'), ['masterauth', secret('redis-password')]);
});

test('a text that looks like a reference stays a text inside quotes', (t) => {
  t.deepEqual(readArguments('masterauth "{secret redis-password}"'), [
    'masterauth',
    '{secret redis-password}',
  ]);
});

for (const line of ['a {secret', 'a {secret b', 'a {secret "b}"', 'a {secret }', 'a {secret b c}'])
  test(`${line} is refused as a reference`, (t) => {
    t.throws(() => readArguments(line), { instanceOf: UserError });
  });

const prints: readonly [title: string, value: string, printed: string][] = [
  ['a plain word is printed without quotes', 'allkeys-lru', 'allkeys-lru'],
  ['an address is printed without quotes', '-::*', '-::*'],
  ['an empty value is printed as quotes', '', '""'],
  ['a value with blanks is quoted', 'a b', '"a b"'],
  ['quotes and backslashes are escaped', 'a"b\\c', '"a\\"b\\\\c"'],
  ['a single quote is quoted', "it's", '"it\'s"'],
  ['a hash at the start is quoted', '#a', '"#a"'],
  ['a brace at the start is quoted', '{title}', '"{title}"'],
  ['a dollar and a backquote need no quotes', '$(x)`y`', '$(x)`y`'],
  ['control characters are shown as escapes', '\r\t\b\x07\x1b\x7f', '"\\r\\t\\b\\a\\x1b\\x7f"'],
  ['letters of any script are readable', 'größe 語 🎉', '"größe 語 🎉"'],
  ['characters that cannot be seen are shown as bytes', 'a\u202eb\u00a0', '"a\\xe2\\x80\\xaeb\\xc2\\xa0"'],
];

for (const [title, value, printed] of prints)
  test(title, (t) => {
    t.is(printDirective(directive('x', [value], 'test')), `x ${printed}`);
  });

test('a word with bytes that are no UTF-8 is shown as Redis reads it back', (t) => {
  const word = 'caf\udce9 ü';
  t.is(showWord(word), '"caf\\xe9 ü"');
  t.deepEqual(splitLine(showWord(word)), [word]);
});

test('a secret is printed as a reference', (t) => {
  t.is(printDirective(directive('requirepass', [secret('a')], 'test')), 'requirepass {secret a}');
});

for (const [what, value] of [
  ['newline', 'a\nb'],
  ['NUL', 'a\0b'],
  ['lone surrogate', 'a\ud83d'],
  ['lone surrogate', 'a\udce9'],
] as const)
  test(`a value with a ${what} (${JSON.stringify(value)}) is never printed`, (t) => {
    t.throws(() => printDirective(directive('masteruser', [value], 'test')), {
      instanceOf: UserError,
      message: new RegExp(`^masteruser: the value holds .*${what}`),
    });
  });
