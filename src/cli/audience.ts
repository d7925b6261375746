/** Who hears of what is destroyed, and is asked before: the terminal of this process. */
import type { Milliseconds } from '../base/units.ts';
import { thisActor } from '../lifecycle/actor.ts';
import type { Audience } from '../lifecycle/ending/destroy.ts';
import { planElements } from '../lifecycle/plan/report.ts';
import { type Format, note, showBefore, showStatus } from '../report/output.ts';
import { ask } from './ask.ts';
import { formats } from './command.ts';
import { LOCK_TIMEOUT, readLockTimeout } from './lock-timeout.ts';

/** What the command line says of it. */
export interface Manner {
  readonly format: Format;
  /** True where nobody is asked. */
  readonly yes: boolean;
  /** How long is waited for a state that somebody else has. @default not at all */
  readonly lockTimeout?: Milliseconds | undefined;
}

/** @param question without a question mark */
export function terminalAudience(question: string, { format, yes, lockTimeout }: Manner): Audience {
  return {
    tell: note,
    status: showStatus,
    show: (judged) => showBefore(planElements(judged), { format, isAsked: !yes }),
    approve: async () => (yes ? 'yes' : ask(question)),
    actor: thisActor(new Date()),
    lockTimeout,
  };
}

/** The options of what destroys one environment. */
export const DESTROY_OPTIONS = {
  yes: { type: 'boolean', default: false, describe: 'destroy without asking' },
  'lock-timeout': LOCK_TIMEOUT,
  format: formats(),
} as const;

/** What they are given. */
interface DestroyGiven {
  readonly yes: boolean;
  readonly 'lock-timeout': string | undefined;
  readonly format: Format;
}

/**
 * Reads them, and tells who hears of the end of an environment by its name.
 *
 * @throws UsageError if the time is none
 */
export function destroyAudience({
  yes,
  format,
  'lock-timeout': timeout,
}: DestroyGiven): (name: string) => Audience {
  const lockTimeout = readLockTimeout(timeout);
  return (name) => terminalAudience(`Destroy ${name} with all of its data`, { format, yes, lockTimeout });
}
