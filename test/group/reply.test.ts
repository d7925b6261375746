import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { fieldsOf, infoOf, listOf, textOf } from '../../src/group/reply.ts';

test('an answer is read as text, whatever it is', (t) => {
  t.deepEqual(['OK', 7, null, { refused: 'ERR no' }, ['a']].map(textOf), ['OK', '7', '', 'ERR no', '']);
});

test('only a list has items', (t) => {
  t.deepEqual(listOf(['a', 1]), ['a', 1]);
  t.deepEqual(listOf('a'), []);
  t.deepEqual(listOf({ refused: 'ERR no' }), []);
});

testProp(
  'the fields of an answer are what it lists in turns with their values',
  [fc.dictionary(fc.string(), fc.string())],
  (t, fields) => {
    t.deepEqual(fieldsOf(Object.entries(fields).flat()), new Map(Object.entries(fields)));
  },
);

test('the last field of an answer that is cut has an empty value', (t) => {
  t.deepEqual(
    fieldsOf(['a', '1', 'b']),
    new Map([
      ['a', '1'],
      ['b', ''],
    ]),
  );
  t.is(fieldsOf({ refused: 'ERR No such master with that name' }).size, 0);
});

test('the fields of INFO are its lines, without titles and with every colon of a value', (t) => {
  const info = '# Replication\r\nrole:slave\r\n\r\nslave0:ip=10.0.0.51,port=6379\r\nexecutable:/a:b\r\n';
  t.deepEqual(
    [...infoOf(info)],
    [
      ['role', 'slave'],
      ['slave0', 'ip=10.0.0.51,port=6379'],
      ['executable', '/a:b'],
    ],
  );
});
