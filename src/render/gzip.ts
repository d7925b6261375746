/**
 * Gzip whose bytes follow from its input alone. What zlib makes of an input changes with its version and with the
 * processor (Chromium's zlib in Node hashes by what the processor can), and a host whose user-data differs in one byte
 * waits for a roll-out.
 *
 * One block of DEFLATE with its fixed codes (RFC 1951, 3.2.6), greedy, for texts of some kilobytes.
 */
import { crc32 } from 'node:zlib';

/** RFC 1952, 2.3: magic, deflate, no flags, no time, no hint, unknown operating system. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

const SHORTEST_MATCH = 3;
/** One less than the format has, which gives the longest a code of its own. */
const LONGEST_MATCH = 257;
const WINDOW = 32_768;
const NOWHERE = -1;
const END_OF_BLOCK = 256;
const FIRST_LENGTH_CODE = 257;

/** Compresses a text so that gunzip gives it back. */
export function gzip(text: string): Uint8Array {
  const input = Buffer.from(text);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(input));
  trailer.writeUInt32LE(input.length, 4);
  return Buffer.concat([HEADER, deflate(input), trailer]);
}

function deflate(input: Uint8Array): Uint8Array {
  const output = new BitWriter();
  output.write(0b011, 3); // the last block, with the fixed codes
  const index = new MatchIndex(input);
  let at = 0;
  while (at < input.length) {
    const { length, distance } = index.longestAt(at);
    if (length < SHORTEST_MATCH) writeSymbol(output, input[at] ?? 0);
    else writeMatch(output, length, distance);
    const next = at + Math.max(1, length);
    for (; at < next; at += 1) index.add(at);
  }
  writeSymbol(output, END_OF_BLOCK);
  return output.bytes();
}

/** What stands at a place and stood before. */
interface Match {
  /** In bytes; 0 if nothing does. */
  readonly length: number;
  readonly distance: number;
}

/** Where each three bytes stood last, and for each place where its three stood before that. */
class MatchIndex {
  readonly #input: Uint8Array;
  readonly #last = new Map<number, number>();
  readonly #previous: Int32Array;

  constructor(input: Uint8Array) {
    this.#input = input;
    this.#previous = new Int32Array(input.length);
  }

  add(at: number): void {
    const key = this.#keyAt(at);
    this.#previous[at] = this.#last.get(key) ?? NOWHERE;
    this.#last.set(key, at);
  }

  /** The longest, and the nearest of those. */
  longestAt(at: number): Match {
    let best: Match = { length: 0, distance: 0 };
    const longest = Math.min(LONGEST_MATCH, this.#input.length - at);
    let place = longest < SHORTEST_MATCH ? NOWHERE : (this.#last.get(this.#keyAt(at)) ?? NOWHERE);
    while (place !== NOWHERE && at - place <= WINDOW && best.length < longest) {
      const length = this.#commonLength(place, at, longest);
      if (length > best.length) best = { length, distance: at - place };
      place = this.#previous[place] ?? NOWHERE;
    }
    return best;
  }

  #keyAt(at: number): number {
    return (this.#byte(at) << 16) | (this.#byte(at + 1) << 8) | this.#byte(at + 2);
  }

  #commonLength(place: number, at: number, longest: number): number {
    let length = 0;
    while (length < longest && this.#byte(place + length) === this.#byte(at + length)) length += 1;
    return length;
  }

  #byte(at: number): number {
    return this.#input[at] ?? 0;
  }
}

function writeMatch(output: BitWriter, length: number, distance: number): void {
  const lengthPart = rangeOf(length - SHORTEST_MATCH, 2);
  writeSymbol(output, FIRST_LENGTH_CODE + lengthPart.code);
  output.write(lengthPart.rest, lengthPart.extraBits);
  const distancePart = rangeOf(distance - 1, 1);
  output.write(reversed(distancePart.code, 5), 5);
  output.write(distancePart.rest, distancePart.extraBits);
}

/**
 * The code of a range of values and the place in it (RFC 1951, 3.2.5): ranges double in size after every 2 ** `finer`
 * codes.
 */
function rangeOf(value: number, finer: number) {
  const extraBits = Math.max(0, Math.floor(Math.log2(Math.max(1, value))) - finer);
  const code = (extraBits << finer) + (value >> extraBits);
  return { code, extraBits, rest: value & ((1 << extraBits) - 1) };
}

/** A literal, a length or the end, in the fixed code (RFC 1951, 3.2.6). */
function writeSymbol(output: BitWriter, symbol: number): void {
  if (symbol < 144) output.write(reversed(0x30 + symbol, 8), 8);
  else if (symbol < 256) output.write(reversed(0x190 + symbol - 144, 9), 9);
  else if (symbol < 280) output.write(reversed(symbol - 256, 7), 7);
  else output.write(reversed(0xc0 + symbol - 280, 8), 8);
}

/** Codes go out with their highest bit first, everything else with the lowest. */
function reversed(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit += 1) result = (result << 1) | ((value >> bit) & 1);
  return result;
}

class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  write(value: number, bits: number): void {
    this.#pending |= value << this.#count;
    this.#count += bits;
    for (; this.#count >= 8; this.#count -= 8) {
      this.#bytes.push(this.#pending & 0xff);
      this.#pending >>>= 8;
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#count === 0 ? this.#bytes : [...this.#bytes, this.#pending]);
  }
}
