/** What a drill was to do was refused before anything was changed. */
import { UserError } from '../base/errors.ts';

/** The message says why the environment cannot have it, and what would make it possible, as a clause. */
export class NotPossible extends UserError {
  override readonly name = 'NotPossible';
}
