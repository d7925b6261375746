/** The register: which environments were created of others. One text, so that a name and a block are taken in one step. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { messageOf, UserError } from '../base/errors.ts';
import { checkShape } from '../definition/check.ts';
import { type CreatedEnvironment, record } from './record.ts';
import type { Store } from './store.ts';

/** Every environment that was created and is not gone, in the order of their creation. */
export type Register = readonly CreatedEnvironment[];

/** The version of the form; it rises when a field changes its meaning or goes. */
const FORMAT_VERSION = 1;

const document: z.ZodMiniType<{ formatVersion: number; environments: CreatedEnvironment[] }> = z.strictObject(
  { formatVersion: z.literal(FORMAT_VERSION), environments: z.array(record) },
);

/** Each failed try is another's success, so as many as nobody has at once. */
const MOST_TRIES = 50;

/** The longest time between two tries, in milliseconds: by chance, since those who collide once would do it again. */
const PAUSE = 100;

/** @throws UserError if it cannot be read, or a later vedette wrote it */
export async function readRegister(store: Store): Promise<Register> {
  const { text } = await store.read();
  return parseRegister(text, store.place);
}

/**
 * Changes the register in one step: what others write meanwhile is kept, and the change is made to that.
 *
 * @param change from what there is to what is to be; called anew where somebody else was faster
 * @returns what is kept now
 * @throws what `change` throws, and then nothing is written; UserError if the store fails
 */
export async function changeRegister(
  store: Store,
  change: (register: Register) => Register,
): Promise<Register> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const { text, version } = await store.read();
    const changed = printRegister(change(parseRegister(text, store.place)));
    // What nobody could read back would be the end of the list.
    const register = parseRegister(changed, store.place);
    if (await store.replace(version, changed)) return register;
    await pause(Math.random() * PAUSE);
  }
  throw new UserError(`${store.place}: others keep changing it; try again in a minute`);
}

function printRegister(environments: Register): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, environments }, undefined, 2)}\n`;
}

function parseRegister(text: string | undefined, place: string): Register {
  if (text === undefined) return [];
  const written = parseJson(text, place);
  const { formatVersion } = Object(written);
  if (typeof formatVersion === 'number' && formatVersion > FORMAT_VERSION)
    throw new UserError(`${place}: a later vedette wrote it (form ${formatVersion}); install that one`);
  return checkShape(document, written, place).environments;
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place}: it is no JSON (${messageOf(error)}); put back an earlier version of it`, {
      cause: error,
    });
  }
}
