/** The roll-out of one definition to a group of another one: what a change does that is to be merged. */
import type { Environment } from '../../topology/environment.ts';
import { asDeclared, nothingLost, oneSwitchAtMost } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { bring } from './bring.ts';

/**
 * Makes the drill. A roll-out that is refused is broken: that is what one wants to know of a change.
 *
 * @param from what the group is of, as a person calls it: a git revision, or a definition
 */
export function rollOutTo(after: Environment, from: string): Drill {
  return {
    name: 'roll-out',
    story: `Rolls ${after.file} out to a group of what it is in ${from}: the primary moves once at most, and no acknowledged write is lost.`,
    brings: () => after,
    mustBePossible: true,
    run: (stage) => bring(stage, { kind: 'roll-out', after }),
    checks: [nothingLost, oneSwitchAtMost, asDeclared],
  };
}
