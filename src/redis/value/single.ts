/** Values of one argument. */

import type { KeyspaceEvents, SingleType } from '../catalogue/type.ts';
import { type Canonical, choose } from './canonical.ts';
import { clamped, integerValue, memoryValue, octalValue, percentage, within } from './number.ts';

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
      return keyspaceEvents(type, value);
  }
}

/** The letters in the order of CONFIG GET; `A` where all that it stands for are there (redis notify.c). */
function keyspaceEvents({ all, others }: KeyspaceEvents, value: string): Canonical<string> {
  const given = new Set(value.replaceAll('A', () => all));
  const known = [...all, ...others];
  if ([...given].some((letter) => !known.includes(letter))) return undefined;
  return known
    .filter((letter) => given.has(letter))
    .join('')
    .replace(all, 'A');
}
