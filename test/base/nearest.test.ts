import test from 'ava';
import { nearest } from '../../src/base/nearest.ts';

const words = ['maxmemory', 'maxmemory-policy', 'timeout', 'hz'];

test('a slip of the keyboard is explained', (t) => {
  t.is(nearest('maxmemroy', words), 'maxmemory');
});

test('a word that is there is its own nearest', (t) => {
  t.is(nearest('timeout', words), 'timeout');
});

test('of two candidates the one with fewer differences is named', (t) => {
  t.is(nearest('maxmemory-polic', words), 'maxmemory-policy');
});

test('of equally near candidates the first is named', (t) => {
  t.is(nearest('cat', ['bat', 'hat']), 'bat');
});

test('a word that is far from all candidates has no nearest', (t) => {
  t.is(nearest('elephant', words), undefined);
});

test('two letters that are swapped are one slip', (t) => {
  t.is(nearest('alb', ['abc', 'lab']), 'lab');
});

test('a short word is near only to one with which it shares half of its letters', (t) => {
  t.is(nearest('hx', words), 'hz');
  t.is(nearest('up', words), undefined);
  t.is(nearest('abc', ['abx', 'axy']), 'abx');
  t.is(nearest('abc', ['axy']), undefined);
  t.is(nearest('x', ['y', 'up']), undefined);
});

test('a missing letter at either end counts as one difference', (t) => {
  t.is(nearest('imeout', words), 'timeout');
  t.is(nearest('timeou', words), 'timeout');
});

test('without candidates there is no nearest', (t) => {
  t.is(nearest('maxmemory', []), undefined);
});
