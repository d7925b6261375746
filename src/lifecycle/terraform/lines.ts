/** The lines of a file that another process writes. */
import { readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const CHUNK = 65_536;

/** Reads a file on from where it was read to the last time. */
export class Lines {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(CHUNK);
  readonly #decoder = new StringDecoder('utf8');
  #at = 0;
  #rest = '';

  /** @param file what it was opened as */
  constructor(file: number) {
    this.#file = file;
  }

  /** The whole lines that have come since. */
  next(): readonly string[] {
    for (;;) {
      const read = readSync(this.#file, this.#buffer, 0, CHUNK, this.#at);
      if (read === 0) break;
      this.#at += read;
      this.#rest += this.#decoder.write(this.#buffer.subarray(0, read));
    }
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}
