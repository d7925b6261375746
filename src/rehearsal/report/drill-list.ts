/** How the drills are listed: what each does, and what an environment makes of it. */

import type { Engines } from '../../local/engine.ts';
import { type Element, type Phrase, table } from '../../report/elements.ts';
import { type Environment, firstPrimary } from '../../topology/environment.ts';
import type { Drill } from '../drill.ts';

/** A drill as it is listed. */
export interface ListedDrill {
  readonly drill: string;
  readonly story: string;
  /** True for one that is run only where it is named, or all are asked for. */
  readonly isExtra: boolean;
  /** Why the environment has nothing to run it on; undefined if it has, or none was given. */
  readonly unfit: string | undefined;
  /** Why what breaks is expected; undefined if everything must hold. */
  readonly beyond: string | undefined;
  /** Which acknowledged writes are lost by design, with their bound; undefined for none, or where none was given. */
  readonly loses: string | undefined;
}

/** Lists drills. Without an environment, none is told to be impossible. */
export function listDrills(
  drills: readonly Drill[],
  environment: Environment | undefined,
  engines: Engines = {},
): readonly ListedDrill[] {
  return drills.map(({ name, story, isExtra = false, unfit, beyond, loses }) => ({
    drill: name,
    story,
    isExtra,
    unfit: environment === undefined ? undefined : unfit?.(environment, engines),
    beyond: environment === undefined ? undefined : beyond?.(environment, firstPrimary(environment))?.because,
    loses: environment === undefined ? undefined : loses?.(environment),
  }));
}

/** Shows a list of drills. */
export function drillListReport(listed: readonly ListedDrill[]): readonly Element[] {
  const remarks = listed.map(remarkOf);
  if (remarks.every((remark) => remark === ''))
    return [
      table(
        ['drill', 'what it does'],
        listed.map(({ drill, story }) => [drill, story]),
      ),
    ];
  return [
    table(
      ['drill', 'what it does', 'here'],
      listed.map(({ drill, story }, at) => [drill, story, remarks[at] ?? '']),
    ),
  ];
}

function remarkOf({ isExtra, unfit, beyond, loses }: ListedDrill): Phrase {
  if (unfit !== undefined) return { text: `not possible: ${unfit}`, tone: 'faint' };
  if (beyond !== undefined) return { text: `cannot hold: ${beyond}`, tone: 'warning' };
  if (loses !== undefined) return `loses by design: ${loses}`;
  return isExtra ? 'only by its name, or with --all' : '';
}
