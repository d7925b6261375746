/** What was decided for an environment that decides how its group fails over, as a record of a rehearsal keeps it. */
import type { Environment } from '../topology/environment.ts';
import { fieldValues } from '../topology/field-values.ts';

/** The parts of a definition that reach the programs; what is left is about AWS and its owner. */
const PARTS: ReadonlySet<string> = new Set(['redis', 'sentinel', 'network', 'hosts']);

/** The value of each field by its path, as a person would write it: `sentinel.downAfter` is `5s`. */
export function settingsOf(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fieldValues(environment)
      .filter(({ path: [part = ''], value }) => PARTS.has(part) && value !== undefined)
      .map(({ path, value }) => [path.join('.'), String(value)]),
  );
}
