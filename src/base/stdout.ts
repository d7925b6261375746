/** What goes to stdout: the result of a command, and nothing beside it. */

/** Bound before anybody can put another in its place. */
const write: (text: string) => boolean = process.stdout.write.bind(process.stdout);

/** Writes a part of the result. */
export function writeResult(text: string): void {
  write(text);
}

/**
 * From now on what else this process prints on stdout goes to stderr. A definition is a program: it may print while it is
 * loaded, when a value of it is first looked at, or later from a timer.
 */
export function keepForResult(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}
