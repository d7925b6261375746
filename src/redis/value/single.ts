/** Values of one argument. */

import type { SingleType } from '../catalogue/type.ts';
import { type Canonical, choose } from './canonical.ts';
import { clamped, integerValue, memoryValue, octalValue, percentage, within } from './number.ts';

/** The letters in the order of CONFIG GET; `A` stands for the first ten (redis notify.c). */
const EVENT_LETTERS = 'g$lshzxetdnKEm';
const ALL_EVENTS = EVENT_LETTERS.slice(0, 10);

/** Reads the only argument of a directive. */
export function singleValue(type: SingleType, value: string): Canonical<string> {
  switch (type.kind) {
    case 'yes-no':
      return choose(['yes', 'no'], value);
    case 'choice':
      return choose(type.words, type.synonyms.get(value.toLowerCase()) ?? value);
    case 'integer':
      return clamped(within(type, integerValue(value)), type.clamp)?.toString();
    case 'octal':
      return within(type, octalValue(value))?.toString(8);
    case 'memory':
      return (type.percent ? percentage(value) : undefined) ?? within(type, memoryValue(value))?.toString();
    case 'text':
      return value;
    case 'pattern':
      return type.pattern.test(value) ? value : undefined;
    case 'keyspace-events':
      return keyspaceEvents(value);
  }
}

function keyspaceEvents(value: string): Canonical<string> {
  const letters = new Set(value.replaceAll('A', () => ALL_EVENTS));
  if ([...letters].some((letter) => !EVENT_LETTERS.includes(letter))) return undefined;
  return [...EVENT_LETTERS]
    .filter((letter) => letters.has(letter))
    .join('')
    .replace(ALL_EVENTS, 'A');
}
