/** The register: which environments were created of others. One text, so that a name and a block are taken in one step. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod/mini';
import { UserError } from '../base/errors.ts';
import { checkShape } from '../definition/check.ts';
import { parseKept } from './kept-text.ts';
import { type CreatedEnvironment, type EndedEnvironment, endedRecord, record } from './record.ts';
import type { Store } from './store.ts';

/** Every environment that was created and is not gone, in the order of their creation. */
export type Register = readonly CreatedEnvironment[];

/** All that the register keeps. */
export interface Registered {
  readonly environments: Register;
  /** Those that are gone, in the order of their end. */
  readonly ended: readonly EndedEnvironment[];
}

/** The version of the form; it rises when a field changes its meaning or goes. */
const FORMAT_VERSION = 1;

const document: z.ZodMiniType<{
  formatVersion: number;
  environments: CreatedEnvironment[];
  ended?: EndedEnvironment[];
}> = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  environments: z.array(record),
  ended: z.exactOptional(z.array(endedRecord)),
});

/** Each failed try is another's success, so as many as nobody has at once. */
const MOST_TRIES = 50;

/** The longest time between two tries, in milliseconds: by chance, since those who collide once would do it again. */
const PAUSE = 100;

/** @throws UserError if it cannot be read, or a later vedette wrote it */
export async function readRegister(store: Store): Promise<Register> {
  const { text } = await store.read();
  return parseRegister(text, store.place).environments;
}

/** Changes which environments there are, as `changeRegistered` does. */
export async function changeRegister(
  store: Store,
  change: (register: Register) => Register,
): Promise<Register> {
  const registered = await changeRegistered(store, ({ environments, ended }) => ({
    environments: change(environments),
    ended,
  }));
  return registered.environments;
}

/**
 * Changes the register in one step: what others write meanwhile is kept, and the change is made to that.
 *
 * @param change from what there is to what is to be; called anew where somebody else was faster
 * @returns what is kept now
 * @throws what `change` throws, and then nothing is written; UserError if the store fails
 */
export async function changeRegistered(
  store: Store,
  change: (registered: Registered) => Registered,
): Promise<Registered> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const { text, version } = await store.read();
    const changed = printRegister(change(parseRegister(text, store.place)));
    // What nobody could read back would be the end of the list.
    const registered = parseRegister(changed, store.place);
    if (await store.replace(version, changed)) return registered;
    await pause(Math.random() * PAUSE);
  }
  throw new UserError(`${store.place}: others keep changing it; try again in a minute`);
}

function printRegister(registered: Registered): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...registered }, undefined, 2)}\n`;
}

function parseRegister(text: string | undefined, place: string): Registered {
  if (text === undefined) return { environments: [], ended: [] };
  const written = parseKept(text, place, FORMAT_VERSION);
  const { environments, ended = [] } = checkShape(document, written, place);
  return { environments, ended };
}
