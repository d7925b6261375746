/** What Redis and Sentinel answer, as plain data. */

/** An answer. A list of fields and values is a flat list, as in RESP2. */
export type Reply = string | number | null | Refusal | readonly Reply[];

/** An error that a program answered in the place of what it was asked for. */
export interface Refusal {
  /** What it said, which begins with its code: `NOGOODSLAVE No suitable replica to promote`. */
  readonly refused: string;
}

/** The items of an answer; none if it is no list. */
export function listOf(reply: Reply): readonly Reply[] {
  return isList(reply) ? reply : [];
}

/** An answer as text: also what was refused, and empty for a list or nothing. */
export function textOf(reply: Reply): string {
  if (reply === null || isList(reply)) return '';
  return typeof reply === 'object' ? reply.refused : String(reply);
}

/** What a program said in the place of an answer; undefined if it answered. */
export function refusalIn(reply: Reply): string | undefined {
  return reply === null || isList(reply) || typeof reply !== 'object' ? undefined : reply.refused;
}

/** An answer as redis-cli prints it: each text, at whatever depth, on lines of its own. */
export function linesOf(reply: Reply): readonly string[] {
  return isList(reply) ? reply.flatMap(linesOf) : textOf(reply).trimEnd().split(/\r?\n/);
}

/** The fields of an answer that lists them with their values. */
export function fieldsOf(reply: Reply): ReadonlyMap<string, string> {
  const words = listOf(reply).map(textOf);
  return new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])));
}

/** The fields of what INFO answers: lines of `name:value`. */
export function infoOf(reply: Reply): ReadonlyMap<string, string> {
  const lines = textOf(reply).split('\r\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name = '', value = ''] = /^([^#:]+):(.*)$/.exec(line) ?? [];
      return name === '' ? [] : [[name, value]];
    }),
  );
}

function isList(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply);
}
