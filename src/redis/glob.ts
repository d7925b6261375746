/** Patterns of file names as the C library reads them (glob(3)), which is what `include` takes. */

/** True for a path that Redis takes for a pattern (redis config.c, loadServerConfig). */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** A character, or a set of them, that a pattern wants at a place; `*` stands for any number of any. */
type Wanted = '*' | ((character: string) => boolean);

/**
 * Makes a test for one name of a path, without slashes. A name with a dot in front is meant only where the pattern has
 * one too.
 */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const wanted = wantedBy(pattern);
  return (name) => (!name.startsWith('.') || pattern.startsWith('.')) && matches(wanted, Array.from(name));
}

/** Goes back to the last star only, so that no pattern takes long. */
function matches(wanted: readonly Wanted[], name: readonly string[]): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let read = 0; read < name.length; ) {
    const want = wanted[at];
    if (want === '*') [star, resume, at] = [at, read, at + 1];
    else if (want?.(name[read] ?? '')) [at, read] = [at + 1, read + 1];
    else if (star < 0) return false;
    else [at, read, resume] = [star + 1, resume + 1, resume + 1];
  }
  return wanted.slice(at).every((want) => want === '*');
}

const PIECE = /\\(.)|\[([!^]?)(\]?[^\]]*)\]|(.)/gsu;

function wantedBy(pattern: string): readonly Wanted[] {
  return Array.from(pattern.matchAll(PIECE), ([, escaped, not, set, plain]): Wanted => {
    if (set !== undefined) return (character) => isIn(set, character) === (not === '');
    if (escaped === undefined && plain === '*') return '*';
    if (escaped === undefined && plain === '?') return () => true;
    return (character) => character === (escaped ?? plain);
  });
}

/** Two characters with a dash between them stand for all from one to the other. */
function isIn(set: string, character: string): boolean {
  return Array.from(set.matchAll(/(.)-(.)|(.)/gsu)).some(([, from, to, only]) =>
    from === undefined || to === undefined ? character === only : from <= character && character <= to,
  );
}
