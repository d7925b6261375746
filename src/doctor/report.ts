/** How what a machine has is shown. */
import { ExitCode } from '../base/errors.ts';
import { type Element, type Outcome, type Phrase, paragraph, table } from '../report/elements.ts';
import { type Checked, LINES, lacking, USES, type Use } from './check.ts';

/**
 * Shows what was found.
 *
 * @param use what somebody wants to do; undefined where nobody said
 */
export function doctorOutcome(checked: readonly Checked[], use: Use | undefined): Outcome {
  const missing = use === undefined ? [] : lacking(checked, use);
  return {
    data: { ...(use === undefined ? {} : { use }), checks: checked.map(withoutIdleAdvice) },
    report: [
      table(
        ['', 'what', 'found', 'needed by'],
        checked.map((one) => [state(one), one.name, one.found, needs(one)]),
      ),
      ...checked.flatMap(({ isThere, name, advice }) =>
        isThere || advice === undefined ? [] : [paragraph(`${name}: ${advice}.`)],
      ),
      conclusion(checked, use),
    ],
    exitCode: missing.length > 0 ? ExitCode.failed : ExitCode.done,
  };
}

function withoutIdleAdvice({ advice, ...checked }: Checked): object {
  return checked.isThere || advice === undefined ? checked : { ...checked, advice };
}

function state({ isThere }: Checked): Phrase {
  return isThere ? { text: 'here', tone: 'good' } : { text: 'missing', tone: 'warning' };
}

/** Node is needed by all, which are too many to name. */
function needs({ name, neededBy, usedBy = [] }: Checked): string {
  if (name === 'Node') return 'everything';
  const used = usedBy.length === 0 ? '' : `; used by ${usedBy.join(', ')}`;
  return `${neededBy.join(', ')}${used}`;
}

/** What works and what does not, each with its command. */
function conclusion(checked: readonly Checked[], asked: Use | undefined): Element {
  return table(
    ['to', 'run', ''],
    USES.filter((use) => asked === undefined || use === asked).map((use) => {
      const missing = lacking(checked, use).map(({ name }) => name);
      return [use, LINES[use], verdict(missing)];
    }),
  );
}

function verdict(missing: readonly string[]): Phrase {
  return missing.length === 0
    ? { text: 'nothing is missing', tone: 'good' }
    : { text: `missing: ${missing.join(', ')}`, tone: 'error' };
}
