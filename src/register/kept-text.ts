/** Texts that vedette keeps where others may write too. */
import { messageOf, UserError } from '../base/errors.ts';

/**
 * Reads one.
 *
 * @param formatVersion the latest form that this vedette knows
 * @throws UserError if it is no JSON, or a later vedette wrote it
 */
export function parseKept(text: string, place: string, formatVersion: number): unknown {
  const written = jsonOf(text, place);
  const { formatVersion: theirs } = Object(written);
  if (typeof theirs === 'number' && theirs > formatVersion)
    throw new UserError(`${place}: a later vedette wrote it (form ${theirs}); install that one`);
  return written;
}

function jsonOf(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place}: it is no JSON (${messageOf(error)}); put back an earlier version of it`, {
      cause: error,
    });
  }
}
