/** How a status is shown: the verdict first, then what each program told. */
import { formatAmount } from '../../base/units.ts';
import { type Element, type Phrase, paragraph, table } from '../../report/elements.ts';
import type { Environment } from '../../topology/environment.ts';
import { dataTables } from './data-tables.ts';
import { sentinelTable } from './sentinel-table.ts';
import type { GroupStatus } from './status.ts';
import type { Answer, Verdict } from './verdict.ts';

/** The report. @param how the group is reached, in a phrase */
export function statusReport(environment: Environment, status: GroupStatus): readonly Element[] {
  const { verdict } = status;
  return [
    paragraph(headline(status)),
    table(
      ['if the primary were lost now', ''],
      [
        ['would a replica be promoted?', failoverPhrase(verdict.failover)],
        ['would it take writes then?', phrase(verdict.writableAfter)],
        ['what would be lost of the writes?', lossPhrase(verdict.loss)],
      ],
    ),
    ...list('not as it should be', verdict.problems, 'error'),
    ...dataTables(environment, status),
    sentinelTable(environment, status),
    ...list('worth knowing', verdict.notes, 'warning'),
  ];
}

/** The first line: whether it is healthy. */
export function headline({ environment, primary, verdict }: GroupStatus): Phrase {
  const named = primary === undefined ? 'nobody knows its primary' : `its primary is ${primary}`;
  return verdict.healthy
    ? { text: `${environment} is healthy; ${named}`, tone: 'good' }
    : { text: `${environment} is not healthy; ${named}`, tone: 'error' };
}

const WORDS: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: 'not known' };

function phrase({
  answer,
  reasons,
}: {
  readonly answer: Answer;
  readonly reasons: readonly string[];
}): Phrase {
  const text = [WORDS[answer], ...reasons].join(': ');
  return { text, tone: answer === 'yes' ? 'good' : 'error' };
}

function failoverPhrase({ answer, to, reasons }: Verdict['failover']): Phrase {
  return answer === 'yes' ? { text: `yes, ${to.join(' or ')}`, tone: 'good' } : phrase({ answer, reasons });
}

function lossPhrase({ everything, bytes, seconds, reasons }: Verdict['loss']): Phrase {
  const why = reasons.join('; ');
  if (everything) return { text: `everything: ${why}`, tone: 'error' };
  if (bytes === undefined) return { text: `not known: ${why}`, tone: 'error' };
  const age = seconds === undefined ? 'nothing is acknowledged yet' : `acknowledged ${seconds} s ago`;
  return bytes === 0
    ? { text: `none (${age})`, tone: 'good' }
    : { text: `at most ${formatAmount(bytes)} (${age})`, tone: 'warning' };
}

function list(title: string, texts: readonly string[], tone: 'error' | 'warning'): readonly Element[] {
  return texts.length === 0
    ? []
    : [
        table(
          [title],
          texts.map((text) => [{ text, tone }]),
        ),
      ];
}
