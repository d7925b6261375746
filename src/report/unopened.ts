/** How environments are shown that could not be opened, beside those that could. */
import { messageOf, UserError } from '../base/errors.ts';
import type { Unopened } from '../register/open.ts';
import { type Element, paragraph } from './elements.ts';

/** One that could not be opened, as data. */
export interface UnopenedData {
  readonly given: string;
  /** A sentence for each thing that is wrong, with the file. */
  readonly problems: readonly string[];
}

/** What could not be opened, as data. */
export function unopenedData(unopened: readonly Unopened[]): readonly UnopenedData[] {
  return unopened.map(({ given, thrown }) => ({
    given,
    problems:
      thrown instanceof UserError
        ? thrown.message.split('\n')
        : [`${given}: a fault of vedette, not of your input: ${messageOf(thrown)}`],
  }));
}

/** A paragraph for each sentence. */
export function unopenedReport(unopened: readonly Unopened[]): readonly Element[] {
  return unopenedData(unopened).flatMap(({ problems }) =>
    problems.map((text) => paragraph({ text, tone: 'error' })),
  );
}
