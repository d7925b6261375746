import type { Problem } from '../base/errors.ts';

/** A problem of a definition whose file the caller knows. */
export type FieldProblem = Omit<Problem, 'file'>;
