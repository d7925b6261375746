/** What was forecast for a round, and which term of the formula is off where something came earlier or later. */
import { milliseconds } from '../base/units.ts';
import type { Environment } from '../topology/environment.ts';
import { type Fault, forecastTerms, type Moment, type MomentForecast } from '../topology/forecast.ts';
import { setbacksOf } from '../topology/setbacks.ts';
import { isNever, plus, type Span, span, total } from '../topology/sum.ts';
import type { Round, RoundForecast } from './record.ts';

/** The timeline looks every 20 ms: what it saw happened up to so much earlier or, on a busy machine, later. */
const RESOLUTION = milliseconds(25);

/** The moment whose sum a moment adds its last term to. */
const AFTER: Readonly<Record<Moment, Moment | undefined>> = {
  detected: undefined,
  role: 'detected',
  writable: 'role',
  named: 'role',
  namedByAll: 'named',
  synced: 'named',
};

/** Compares what was measured after a fault with its forecast. `isRetried` where the first try was made to fail. */
export function roundForecast(
  environment: Environment,
  fault: Fault,
  isRetried: boolean,
  measured: Round['measured'],
): RoundForecast {
  const moments = forecastTerms(environment, fault).map((one) =>
    isRetried ? retried(environment, one) : one,
  );
  const spans = new Map(moments.flatMap(({ moment, when }) => (isNever(when) ? [] : [[moment, when]])));
  const off = moments.flatMap(({ moment }) => {
    const at = measured[moment];
    const when = spans.get(moment);
    if (at === undefined || when === undefined || isIn(at, when)) return [];
    return [{ moment, measured: at, term: termOff(environment, moment, moments, measured) }];
  });
  return { fault, spans: Object.fromEntries(spans), off };
}

/** What comes after the primary is called down waits for the next try. */
function retried(environment: Environment, one: MomentForecast): MomentForecast {
  if (one.moment === 'detected' || isNever(one.when)) return one;
  const terms = [...one.terms, setbacksOf(environment).adds];
  return { ...one, when: total(terms), terms };
}

/**
 * The term that is off: the last one, unless the moment before is off already. What is late by as much as a next try takes
 * is late since the first one failed.
 */
function termOff(
  environment: Environment,
  moment: Moment,
  moments: readonly MomentForecast[],
  measured: Round['measured'],
): string {
  const forecastOf = (wanted: Moment): MomentForecast | undefined =>
    moments.find((candidate) => candidate.moment === wanted);
  const one = forecastOf(moment);
  const [at, before] = [measured[moment], AFTER[moment]];
  if (one === undefined || at === undefined || isNever(one.when)) return moment;
  const { adds } = setbacksOf(environment);
  const next = total(plus(one.terms, adds));
  if (!isNever(next) && isIn(at, next)) return `${adds.name}, since the first try failed`;
  const previous = before === undefined ? undefined : forecastOf(before);
  const seen = before === undefined ? undefined : measured[before];
  if (before === undefined || previous === undefined || seen === undefined || isNever(previous.when))
    return one.formula;
  return isIn(seen, previous.when)
    ? (one.terms.at(-1)?.name ?? moment)
    : termOff(environment, before, moments, measured);
}

function isIn(at: number, { from, to }: Span): boolean {
  const wide = span(from - RESOLUTION, to + RESOLUTION);
  return at >= wide.from && at <= wide.to;
}
