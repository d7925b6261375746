/** When clients write again: Sentinel's part of a failover, and then the client's own. */
import { formatSeconds, milliseconds } from '../base/units.ts';
import { CLIENTS, CLIENTS_MEASURED, type Client, type ClientSettings } from './clients.ts';
import type { Environment } from './environment.ts';
import { type Fault, forecastTerms, type Moment, type MomentForecast } from './forecast.ts';
import { formula, isNever, type Never, plus, type Span, type Sum, type Term, total } from './sum.ts';

/** When a client's first write after a fault is acknowledged, counted from the fault. */
export interface Reconnection {
  readonly client: string;
  readonly settings: ClientSettings;
  readonly when: Span | Never;
  /** Sentinel's terms, and `reconnect` at the end; empty where it never comes. */
  readonly formula: string;
  readonly terms: readonly Term[];
}

/** When each client that was measured writes again, in the order of `CLIENTS`. */
export function reconnections(environment: Environment, fault: Fault): readonly Reconnection[] {
  const found = whenFound(forecastTerms(environment, fault));
  return CLIENTS.map((client) => reconnection(client, environment, fault, found));
}

/** In words, for all clients with such settings: `5.1 s to 9.7 s`, and which of them wait without end. */
export function describeReconnections(all: readonly Reconnection[], settings: ClientSettings): string {
  const chosen = all.filter((one) => one.settings === settings);
  const spans = chosen.flatMap(({ when }) => (isNever(when) ? [] : [when]));
  const endless = chosen.filter(({ when }) => isNever(when)).map(({ client }) => client);
  if (spans.length === 0) return 'never';
  const from = milliseconds(Math.min(...spans.map((when) => when.from)));
  const to = milliseconds(Math.max(...spans.map((when) => when.to)));
  const others = endless.length === 0 ? '' : `; without end: ${endless.join(', ')}`;
  return `${formatSeconds(from)} to ${formatSeconds(to)}${others}`;
}

/** Clients find the new primary once Sentinels name it, and are served once it takes writes: the later of both. */
function whenFound(moments: readonly MomentForecast[]): Sum {
  const [writable, named] = [sumOf(moments, 'writable'), sumOf(moments, 'namedByAll')];
  if (isNever(writable) || isNever(named)) return isNever(writable) ? writable : named;
  return lengthOf(writable) >= lengthOf(named) ? writable : named;
}

function sumOf(moments: readonly MomentForecast[], wanted: Moment): Sum {
  const found = moments.find(({ moment }) => moment === wanted);
  if (found === undefined) throw new RangeError(`${wanted} is not forecast`);
  return isNever(found.when) ? found.when : found.terms;
}

function lengthOf(terms: readonly Term[]): number {
  return terms.reduce((time, { span }) => time + span.to, 0);
}

function reconnection(client: Client, environment: Environment, fault: Fault, found: Sum): Reconnection {
  const sum = isNever(found) ? found : reconnected(client, environment, fault, found);
  return {
    client: client.name,
    settings: client.settings,
    when: total(sum),
    formula: formula(sum),
    terms: isNever(sum) ? [] : sum,
  };
}

function reconnected(client: Client, environment: Environment, fault: Fault, found: readonly Term[]): Sum {
  const span = client.reconnects(environment, fault, milliseconds(lengthOf(found)));
  if (isNever(span)) return span;
  return plus(found, {
    name: 'reconnect',
    span,
    meaning: `${client.name} finds the new primary and writes to it (${client.settings})`,
    source: CLIENTS_MEASURED,
  });
}
