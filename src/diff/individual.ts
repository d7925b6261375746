/** What every host, or every environment, has its own of. */
import type { Change } from './change.ts';
import type { Setting } from './setting.ts';

/** As many differences as hosts, none of them a decision. */
const INDIVIDUAL: ReadonlySet<string> = new Set([
  ...['bind', 'replicaof', 'replica-announce-ip'],
  ...['monitor', 'myid', 'announce-ip'],
]);

/** True for a setting that every host has its own of. */
export function isIndividual({ spec: { name }, part }: Setting): boolean {
  return INDIVIDUAL.has(name) && part !== 'quorum';
}

/** Sides of two names are two environments, and none takes on what the other has its own of, such as its name. */
export const OF_TWO: Pick<Change, 'impact' | 'means' | 'note'> = {
  impact: 'none',
  means: 'nothing',
  note: 'each environment has its own',
};

/** The row of a setting that two environments have each their own of. */
export function ofTwo({ byHand: _steps, ...change }: Change): Change {
  return { ...change, ...OF_TWO };
}
