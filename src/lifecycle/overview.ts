/** Created environments as they are at a moment. */
import type { Milliseconds } from '../base/units.ts';
import type { CreatedEnvironment } from '../register/record.ts';
import { type Deployed, lookUp } from './deployed.ts';
import { parseTime, spanBetween } from './times.ts';

/** What is known of one. */
export interface Overview {
  readonly created: CreatedEnvironment;
  readonly age: Milliseconds;
  /** How long it still has; 0 or less where its time is over. */
  readonly left: Milliseconds;
  readonly isExpired: boolean;
  readonly deployed: Deployed;
}

/** So many states are asked for at the same time. */
const AT_ONCE = 16;

/** Looks at each, in order. */
export async function overviewOf(
  register: readonly CreatedEnvironment[],
  now: Date,
): Promise<readonly Overview[]> {
  const known: Overview[] = [];
  for (let from = 0; from < register.length; from += AT_ONCE) {
    const some = register.slice(from, from + AT_ONCE);
    known.push(...(await Promise.all(some.map((created) => lookAt(created, now)))));
  }
  return known;
}

/** Looks at one. */
export async function lookAt(created: CreatedEnvironment, now: Date): Promise<Overview> {
  const left = spanBetween(now.getTime(), parseTime(created.expires));
  return {
    created,
    age: spanBetween(parseTime(created.created), now.getTime()),
    left,
    isExpired: left <= 0,
    deployed: await lookUp(created),
  };
}
