/** A guard of states that are not what the last deployment left: what was made since would be made a second time. */
import { few } from '../../diff/clause.ts';
import type { Subject } from './fates.ts';
import { allow, type Refusal } from './refusal.ts';

/** A state that is not what was deployed last. */
export interface OlderState {
  /** How it differs from that, as a clause. */
  readonly how: string;
  /** Where the newer one was. */
  readonly place: string;
  /** What carries the tag of the environment and stands in no state, such as `aws_vpc vpc-1`, or why nobody knows. */
  readonly outside: readonly string[] | { readonly unknown: string };
}

export function olderState({ older, environment: { name } }: Subject): readonly Refusal[] {
  if (older === undefined) return [];
  return [
    {
      guard: 'older-state',
      isFinal: false,
      reason: `${older.how}; ${outsideClause(name, older.outside)}`,
      remedy: `put its newer version back into ${older.place}, or import what it does not know with vedette env adopt ${name}, or ${allow('older-state', 'nothing of that is left')}`,
    },
  ];
}

function outsideClause(name: string, outside: OlderState['outside']): string {
  if ('unknown' in outside) return `nobody can tell what it does not know (${outside.unknown})`;
  if (outside.length === 0) return `nothing carries the tag of ${name} that it does not know`;
  return `it does not know ${few(outside, 'resources')}, which the tag of ${name} is on`;
}
