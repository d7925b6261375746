/** A drill: something that goes wrong, or is done, on purpose, and what must hold afterwards. */
import type { Milliseconds } from '../base/units.ts';
import type { Engines } from '../local/engine.ts';
import type { Drift } from '../operate/drift/model.ts';
import type { Environment, Host } from '../topology/environment.ts';
import type { Fault } from '../topology/forecast.ts';
import type { Unfit } from './change/edit.ts';
import type { Beyond, Check, Round } from './record.ts';
import type { Stage } from './stage.ts';

/** A drill as data. It leaves what it broke as it is: the runner mends everything, and waits until the group is healthy. */
export interface Drill {
  /** A verb and what it does something to, for example `kill-primary`. */
  readonly name: string;
  /** What it does and what must hold, in one sentence. */
  readonly story: string;
  /** The fault of the primary that `run` begins with, where it is one that a forecast knows. @default none */
  readonly fault?: Fault;
  /** True where the first try at a failover is made to fail, so that the next one counts. @default false */
  readonly isRetried?: boolean;
  /** True where the primary is cut off: a Sentinel on its host goes on naming it, and does not count. @default false */
  readonly isApart?: boolean;
  /** About how long it waits beside downAfter, where that is long: such drills begin first. @default not long */
  readonly waits?: (environment: Environment) => Milliseconds;
  /** True for one that is run only where it is named, or all are asked for: it takes long. @default false */
  readonly isExtra?: boolean;
  /**
   * Why an environment has nothing to run it on, as a clause; undefined if it has. `engines` are those that packages are
   * given. @default it fits everywhere
   */
  readonly unfit?: (environment: Environment, engines?: Engines) => string | undefined;
  /**
   * What the group is brought to by it, as vedette brings it. Where that is another environment, the group is made anew
   * afterwards. @default nothing: it goes wrong, and comes back to what it is
   */
  readonly brings?: (environment: Environment, engines: Engines) => Environment | Unfit;
  /** True where it is broken if what it brings is refused: else that is expected, since the environment is so. @default false */
  readonly mustBePossible?: boolean;
  /**
   * What an environment cannot come through by its own rules: that it does not hold is expected. Undefined if everything
   * must. `primary` is the host that leads when it begins. @default everything must
   */
  readonly beyond?: (environment: Environment, primary: Host) => Beyond | undefined;
  /** Which acknowledged writes an environment loses by design, as a clause with their bound. @default none */
  readonly loses?: (environment: Environment) => string | undefined;
  /** What has to be arranged before the fault. Its marks lie before zero. @default nothing */
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** What is done, and what is waited for. Its first mark is zero. */
  readonly run: (stage: Stage) => Promise<void>;
  /** What must hold, beside what must after every drill: see `checks.ts`. */
  readonly checks: readonly Must[];
}

/** Something that must hold. */
export type Must = (outcome: Outcome) => Check;

/** What a round came to, as checks see it. */
export interface Outcome {
  readonly environment: Environment;
  readonly round: Omit<Round, 'checks' | 'beyond'>;
  /** The host that was primary when the drill began. */
  readonly primary: string;
  /** What was waited for in vain, as a clause; undefined if everything came. */
  readonly stuck: string | undefined;
  /** How long after everything was mended the group was healthy; undefined if it was not. */
  readonly healthyAfter: Milliseconds | undefined;
  /** The group against what it was brought to; absent where nothing was brought, or nobody can look. */
  readonly drift?: Drift | undefined;
}
