/** Texts that vedette keeps where others may write too. */
import { messageOf, UserError } from '../base/errors.ts';

/** @throws UserError if it is no JSON */
export function parseKept(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place}: it is no JSON (${messageOf(error)}); put back an earlier version of it`, {
      cause: error,
    });
  }
}
