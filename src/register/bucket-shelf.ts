/** Texts of environments in a bucket, so that every machine sees the same. */
import { UserError } from '../base/errors.ts';
import { deleteObject, getObject, nameOf, type Place, putObject } from './object.ts';
import type { Bucket } from './settings.ts';
import type { Shelf } from './shelf.ts';

/**
 * An object for each, beside the states of the environments.
 *
 * @param kind what they are
 */
export function bucketShelf(bucket: Bucket, kind: 'definition' | 'holder'): Shelf {
  const placeFor = (name: string): Place => ({ ...bucket, key: `vedette/${name}.${kind}.json` });
  return {
    placeOf: (name) => nameOf(placeFor(name)),
    read: async (name) => (await getObject(placeFor(name)))?.text,
    write: (name, text) => write(placeFor(name), text),
    remove: (name) => deleteObject(placeFor(name)),
  };
}

/** As many try at once as nobody has. */
const MOST_TRIES = 20;

/** Whoever writes last has read what the one before wrote. */
async function write(place: Place, text: string): Promise<void> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const found = await getObject(place);
    if (await putObject(place, text, found?.etag)) return;
  }
  throw new UserError(`${nameOf(place)}: others keep changing it; try again in a minute`);
}
