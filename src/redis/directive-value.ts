/** Values of directives as a definition writes them. */

/** One value as a definition writes it. */
export type ScalarValue = string | number | boolean;

/**
 * A value as a definition writes it: a list holds the lines of a directive that may stand on several, and the arguments
 * of every other one.
 */
export type DirectiveValue = ScalarValue | readonly ScalarValue[];
