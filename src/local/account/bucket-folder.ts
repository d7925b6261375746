/** Objects of a bucket, in a folder of this machine. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { folderStore } from '../../register/folder-store.ts';

/** An object as it is now. */
export interface StoredObject {
  readonly body: string;
  /** What HTTP calls its type. */
  readonly type: string;
  /** When it was written, in milliseconds. */
  readonly at: number;
  /** In quotes, as HTTP has it. */
  readonly etag: string;
}

/** Under which condition something is done: what is there now. Undefined where nothing is. */
export type Condition = (now: StoredObject | undefined) => boolean;

/** What is kept: an object, or that it was deleted. */
type Kept = Omit<StoredObject, 'etag'> | { readonly deleted: true };

const ENDING = '.object';

/** The longest name that a file may have is 255 bytes. */
const LONGEST = 255 - ENDING.length;

/** Whether an object of a key can be kept. S3 itself takes longer ones. */
export function fitsName(key: string): boolean {
  return encodeURIComponent(key).length <= LONGEST;
}

/** A bucket. Several processes may use it at once; every object keeps its last versions. */
export class BucketFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The object of a key; undefined if there is none. */
  async get(key: string): Promise<StoredObject | undefined> {
    return objectIn((await this.#store(key).read()).text);
  }

  /**
   * Writes an object, or deletes it where there is none to be.
   *
   * @returns what is there now, or false where the condition does not hold; undefined if it was deleted
   */
  async put(
    key: string,
    object: Pick<StoredObject, 'body' | 'type'> | undefined,
    condition: Condition,
  ): Promise<StoredObject | undefined | false> {
    const kept: Kept = object === undefined ? { deleted: true } : { ...object, at: Date.now() };
    const text = JSON.stringify(kept);
    for (;;) {
      const { text: before, version } = await this.#store(key).read();
      if (!condition(objectIn(before))) return false;
      if (await this.#store(key).replace(version, text)) return objectIn(text);
    }
  }

  /** The keys of all objects, in the order of their bytes. */
  async keys(): Promise<readonly string[]> {
    if (!existsSync(this.#folder)) return [];
    const keys = readdirSync(this.#folder).map((name) => decodeURIComponent(name.slice(0, -ENDING.length)));
    const there = await Promise.all(keys.map(async (key) => ((await this.get(key)) ? [key] : [])));
    return there.flat().sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  }

  #store(key: string) {
    return folderStore(join(this.#folder, `${encodeURIComponent(key)}${ENDING}`));
  }
}

function objectIn(text: string | undefined): StoredObject | undefined {
  if (text === undefined) return undefined;
  const kept: Kept = JSON.parse(text);
  if ('deleted' in kept) return undefined;
  return { ...kept, etag: `"${createHash('md5').update(kept.body).digest('hex')}"` };
}
