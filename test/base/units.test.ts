import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import {
  bytes,
  formatDuration,
  formatSeconds,
  formatSize,
  milliseconds,
  parseDuration,
  parseShare,
  parseSize,
} from '../../src/base/units.ts';

const whole = fc.integer({ min: 0, max: 999_999_999_999 });

testProp('a duration that is printed reads back as itself', [whole], (t, value) => {
  t.is(parseDuration(formatDuration(milliseconds(value))), milliseconds(value));
});

testProp('a size that is printed reads back as itself', [whole], (t, value) => {
  t.is(parseSize(formatSize(bytes(value))), bytes(value));
});

testProp('a text that is read is digits and a unit, and its value is exact', [fc.string()], (t, text) => {
  for (const value of [parseDuration(text), parseSize(text), parseShare(text)])
    if (value !== undefined) t.true(/^\d+[a-z%]+$/.test(text) && Number.isFinite(value));
  t.pass();
});

for (const [text, expected] of [
  ['5s', 5_000],
  ['1500ms', 1_500],
  ['3m', 180_000],
  ['2h', 7_200_000],
  ['0s', 0],
] as const)
  test(`${text} is ${expected} milliseconds`, (t) => {
    t.is(parseDuration(text), milliseconds(expected));
  });

for (const [text, expected] of [
  ['1gb', 1_073_741_824],
  ['512mb', 536_870_912],
  ['7kb', 7_168],
  ['9b', 9],
  ['1tb', 1_099_511_627_776],
] as const)
  test(`${text} is ${expected} bytes`, (t) => {
    t.is(parseSize(text), bytes(expected));
  });

for (const text of [
  '',
  '5',
  's',
  '1.5s',
  '-5s',
  ' 5s',
  '5s ',
  '5 s',
  '5S',
  '5s\n',
  '5d',
  '1e3s',
  '5constructor',
  '٥s',
  '9999999999999s',
  '999999999999h',
])
  test(`${JSON.stringify(text)} is not a duration`, (t) => {
    t.is(parseDuration(text), undefined);
  });

for (const text of ['', '5', 'gb', '1.5gb', '-1gb', '1GB', '1g', '50%', '8192tb'])
  test(`${JSON.stringify(text)} is not a size`, (t) => {
    t.is(parseSize(text), undefined);
  });

test('shares are whole percentages from 1 to 100', (t) => {
  t.deepEqual(['1%', '60%', '100%', '0%', '101%', '6.5%', '60'].map(parseShare), [
    0.01,
    0.6,
    1,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('a duration is printed in the largest unit that keeps it whole', (t) => {
  t.deepEqual(
    [0, 1_500, 60_000, 61_000, 3_600_000].map((ms) => formatDuration(milliseconds(ms))),
    ['0ms', '1500ms', '1m', '61s', '1h'],
  );
});

test('seconds for people have one decimal', (t) => {
  t.is(formatSeconds(milliseconds(5_360)), '5.4 s');
});
