/** In which order changes are read. */
import { IMPACTS } from '../redis/impact.ts';
import type { Change } from './change.ts';

/** Security first, and there what gives rights, then the worst, then by name: what is read first weighs most. */
export function weighed(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change) => ({ change, name: nameOf(change) }))
    .sort(
      (one, other) =>
        Number(other.change.security) - Number(one.change.security) ||
        Number(other.change.grants ?? false) - Number(one.change.grants ?? false) ||
        IMPACTS.indexOf(other.change.impact) - IMPACTS.indexOf(one.change.impact) ||
        compareTexts(one.name, other.name),
    )
    .map(({ change }) => change);
}

function nameOf({ area, program, key, before, after, places }: Change): string {
  return [area, key, program, before?.canonical, after?.canonical, JSON.stringify(places)].join('\0');
}

/** By code, so that the order is the same on every machine. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
