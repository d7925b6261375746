import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { decodeBytes, encodeBytes, withoutRawBytes } from '../../src/base/bytes.ts';
import { onOneLine } from '../../src/base/errors.ts';

/** Bytes of which many begin a character of several, or go on with one. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.string({ unit: 'binary', maxLength: 2 }).map((text) => new TextEncoder().encode(text)),
      fc.constantFrom([0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe9], [0xef, 0xbf, 0xbd]),
    ),
    { maxLength: 6 },
  )
  .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part))));

testProp('bytes that are decoded and encoded again are the same', [anyBytes], (t, bytes) => {
  t.deepEqual(Buffer.from(encodeBytes(decodeBytes(bytes))), bytes);
});

testProp(
  'bytes in UTF-8 are the text that they are elsewhere',
  [fc.string({ unit: 'binary' })],
  (t, text) => {
    const bytes = Buffer.from(text);
    t.is(decodeBytes(bytes), bytes.toString());
    t.is(withoutRawBytes(bytes.toString()), bytes.toString());
  },
);

test('a byte that is part of no character is neither another byte nor the sign for such bytes', (t) => {
  const texts = [[0xe9], [0xe8], [0xef, 0xbf, 0xbd], [0xc3, 0xa9]].map((bytes) =>
    decodeBytes(Buffer.from(bytes)),
  );
  t.is(new Set(texts).size, texts.length);
  t.deepEqual(texts.map(onOneLine), ['\\xe9', '\\xe8', '\ufffd', 'é']);
});
