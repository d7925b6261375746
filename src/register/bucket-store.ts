/** A text in a bucket, so that every machine sees the same. */
import { getObject, nameOf, putObject } from './object.ts';
import type { Bucket } from './settings.ts';
import type { Store } from './store.ts';

/** The register, beside the states of environments, whose keys end in `.tfstate`. */
const REGISTER = 'vedette/environments.json';

/**
 * One object, written under the condition that it is still what was read.
 *
 * @param key of the object; that of the register if absent
 */
export function bucketStore(bucket: Bucket, key = REGISTER): Store {
  const place = { ...bucket, key };
  return {
    place: nameOf(place),
    async read() {
      const found = await getObject(place);
      return { text: found?.text, version: found?.etag };
    },
    replace: (version, text) => putObject(place, text, version),
  };
}
