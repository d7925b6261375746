/** Everything that is forecast of an environment. */
import { whenItWakes } from './clients.ts';
import type { Environment } from './environment.ts';
import { type Fault, forecastTerms, type MomentForecast } from './forecast.ts';
import { type Loss, losses } from './losses.ts';
import { type PowerCut, powerCutOf } from './power-cut.ts';
import { type Reconnection, reconnections } from './reconnections.ts';
import { type Setbacks, setbacksOf } from './setbacks.ts';

/** What becomes of an environment after a fault or a loss. */
export interface Outlook {
  /** What Sentinel does after each fault of the primary. */
  readonly faults: Readonly<Record<Fault, readonly MomentForecast[]>>;
  /** What clients add to it. */
  readonly clients: Readonly<Record<Fault, readonly Reconnection[]>>;
  /** What it costs where a hung primary wakes, in words. */
  readonly waking: string;
  /** What may cost the first try. */
  readonly setbacks: Setbacks;
  readonly losses: readonly Loss[];
  /** What a power cut of all hosts at once loses. */
  readonly powerCut: PowerCut;
}

/** Forecasts an environment. */
export function outlook(environment: Environment): Outlook {
  return {
    faults: { killed: forecastTerms(environment, 'killed'), hung: forecastTerms(environment, 'hung') },
    clients: { killed: reconnections(environment, 'killed'), hung: reconnections(environment, 'hung') },
    waking: whenItWakes(environment),
    setbacks: setbacksOf(environment),
    losses: losses(environment),
    powerCut: powerCutOf(environment),
  };
}
