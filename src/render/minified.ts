/** A comment that rcorder(8) reads. */
const READ_BY_RC = /^# (PROVIDE|REQUIRE|BEFORE|KEYWORD): /;

/** Any other comment that has a line of its own; `#!` is none. */
const COMMENT = /^#( |$)/;

/**
 * A script of the shell without what only people read: indentation, empty lines, and comments on lines of their own. They go
 * from texts in quotes and here-documents too, so these must not need them.
 */
export function minified(script: string): string {
  return script
    .split('\n')
    .map((line) => line.replace(/^\t+/, ''))
    .filter((line) => line !== '' && (!COMMENT.test(line) || READ_BY_RC.test(line)))
    .map((line) => `${line}\n`)
    .join('');
}
