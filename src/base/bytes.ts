/**
 * Bytes that may be no UTF-8 as text, and back. Redis reads and compares bytes, so a value in Latin-1 must stay apart from
 * every other one: a byte that is part of no character stands as half of one, U+DC80 to U+DCFF, which no text in UTF-8 has
 * (Python calls this surrogateescape, PEP 383).
 */

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** Where the halves begin that stand for bytes: the byte is added. */
const RAW = 0xdc00;

/** A half that stands for a byte; not the second one of a whole character. */
const RAW_BYTE = /[\uDC80-\uDCFF]/gu;

/** A whole character in UTF-8 beyond ASCII (Unicode, table 3-7), or a byte that is part of none. */
const CHARACTER_OR_BYTE =
  /[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}|[\x80-\xff]/g;

/** The text of bytes. Other bytes have another text. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return charactersOf(bytes).replace(CHARACTER_OR_BYTE, (found) =>
      found.length > 1 ? UTF8.decode(codesOf(found)) : String.fromCharCode(RAW + found.charCodeAt(0)),
    );
  }
}

/** A text with a character for each byte, the one of its number. */
export function charactersOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** The bytes of a text that {@link charactersOf} gave. */
export function codesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The bytes of a text that {@link decodeBytes} gave. */
export function encodeBytes(text: string): Uint8Array {
  if (text.search(RAW_BYTE) < 0) return ENCODER.encode(text);
  const bytes = Array.from(text, (character) => {
    const byte = rawByte(character);
    return byte === undefined ? [...ENCODER.encode(character)] : [byte];
  });
  return Uint8Array.from(bytes.flat());
}

/** The byte that a character stands for which is part of none; undefined for any other. */
export function rawByte(character: string): number | undefined {
  const code = character.length === 1 ? character.charCodeAt(0) - RAW : 0;
  return code >= 0x80 && code <= 0xff ? code : undefined;
}

/** The text without the bytes that are part of no character. */
export function withoutRawBytes(text: string): string {
  return text.replaceAll(RAW_BYTE, ' ');
}
