/** What the programs themselves refuse, or read and do nothing with. */
import type { FileRule, Violation } from '../rule.ts';
import { type ConfigurationFile, placeOf } from './configuration.ts';

export const lineRefused: FileRule = {
  name: 'line-refused',
  judges: 'files',
  needs: [],
  severity: 'error',
  waivable: false,
  summary: 'Redis and Sentinel start with every line.',
  why: 'The program does not start.',
  source: 'redis config.c and sentinel.c: a line that they do not take ends the start',
  remedy: 'mend the line as the finding says',
  check: ({ files }) => files.flatMap((file) => problemsOf(file, 'error')),
};

export const lineIgnored: FileRule = {
  name: 'line-ignored',
  judges: 'files',
  needs: [],
  severity: 'warning',
  waivable: false,
  summary: 'Every line does something.',
  why: 'What the line was written for does not happen.',
  source: 'redis config.c, deprecated_configs; redis sentinel.c',
  remedy: 'mend the line as the finding says',
  check: ({ files }) => files.flatMap((file) => problemsOf(file, 'warning')),
};

/** A message of a problem is `<directive>: <what is wrong>; <what to do>`. */
function problemsOf({ problems }: ConfigurationFile, severity: 'error' | 'warning'): readonly Violation[] {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ origin, message }) => {
      const [, field = '', wrong = message, remedy = 'mend the line'] =
        /^([^:]*): (.*?)(?:; ([^;]*))?$/s.exec(message) ?? [];
      return { ...placeOf(origin, field), message: wrong, remedy };
    });
}
