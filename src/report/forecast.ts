/** How a forecast is shown. */

import { formatSeconds } from '../base/units.ts';
import type { Environment } from '../topology/environment.ts';
import { type Explanation, isNever, type Moment, type Never, type Span } from '../topology/forecast.ts';
import type { Loss } from '../topology/losses.ts';
import { type Block, heading, type Phrase, table } from './blocks.ts';

/** What each moment means to an operator. */
const MOMENTS: Readonly<Record<Moment, string>> = {
  detected: 'the first Sentinel calls the primary down',
  role: 'a replica takes the role of primary',
  writable: 'it takes writes',
  named: 'the first Sentinel names it: clients can find it',
  namedByAll: 'all Sentinels name it',
  synced: 'the last replica is in sync with it',
};

/** Shows when each moment comes, how it adds up, and what each loss leaves. */
export function forecastReport(
  environment: Environment,
  killed: readonly Explanation[],
  hung: readonly Explanation[],
  left: readonly Loss[],
): readonly Block[] {
  return [...timeline(killed, hung), ...formulas(killed, hung), ...lossTable(environment, left)];
}

function timeline(killed: readonly Explanation[], hung: readonly Explanation[]): readonly Block[] {
  return [
    heading('After the primary is lost'),
    table(
      ['moment', 'process killed', 'hung or cut off'],
      killed.map(({ moment, when }, row) => [MOMENTS[moment], shown(when), shown(hung[row]?.when ?? when)]),
    ),
  ];
}

/** The terms of both faults, each once. */
function formulas(killed: readonly Explanation[], hung: readonly Explanation[]): readonly Block[] {
  const terms = new Map(
    [...killed, ...hung]
      .flatMap((one) => one.terms)
      .map((term) => [`${term.name} ${shown(term.span)}`, term]),
  );
  return [
    heading('How it adds up'),
    table(
      ['term', 'time', 'what takes it', 'source'],
      [...terms.values()].map(({ name, span, meaning, source }) => [
        name,
        shown(span),
        meaning,
        faint(source),
      ]),
    ),
    table(
      ['moment', 'formula'],
      killed.filter(({ formula }) => formula !== '').map(({ moment, formula }) => [MOMENTS[moment], formula]),
    ),
  ];
}

function lossTable(environment: Environment, left: readonly Loss[]): readonly Block[] {
  return [
    heading('What a loss leaves'),
    table(
      ['loss of', 'Sentinels', 'failover', 'may be primary', 'writes'],
      left.map(({ kind, name, sentinels, failover, promotable, writable }) => [
        kind === 'zone' ? `zone ${name}` : `${name} (${rolesOf(environment, name)})`,
        String(sentinels),
        yesNo(failover, 'yes', 'no majority'),
        promotable.length > 0 ? promotable.join(', ') : { text: 'nobody', tone: 'error' },
        yesNo(writable, 'yes', 'refused'),
      ]),
    ),
  ];
}

function rolesOf({ hosts }: Environment, wanted: string): string {
  return hosts.find(({ name }) => name === wanted)?.roles.join(', ') ?? '';
}

function yesNo(holds: boolean, yes: string, no: string): Phrase {
  return holds ? { text: yes, tone: 'good' } : { text: no, tone: 'error' };
}

function faint(text: string): Phrase {
  return { text, tone: 'faint' };
}

function shown(when: Span | Never): string {
  if (isNever(when)) return `never: ${when.never}`;
  return when.from === when.to
    ? formatSeconds(when.from)
    : `${formatSeconds(when.from)} to ${formatSeconds(when.to)}`;
}
