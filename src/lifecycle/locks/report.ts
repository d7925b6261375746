/** How the breaking of a lock is shown. */
import { type Element, paragraph, prose } from '../../report/elements.ts';
import type { Broken } from './unlock.ts';

/** What was broken and why, and what to do next. */
export function unlockReport(name: string, broken: Broken | undefined): readonly Element[] {
  if (broken === undefined) return [paragraph(`Nobody has the state of ${name}.`)];
  return [
    paragraph(`The lock is broken: ${broken.holder}, and ${broken.why}.`),
    prose(
      `What that run had in hand may be in no state: look at the plan of \`vedette deploy ${name}\` first.`,
    ),
  ];
}
