/** Work that Ctrl-C ends. */
import { UserError } from './errors.ts';
import { exitStatus } from './exit-status.ts';

/** Signals that a person, a terminal that is closed or a CI job sends to end a command. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal ended the work. The process ends with 128 and its number, as a shell expects. */
export class InterruptedError extends UserError {
  override readonly name = 'InterruptedError';
  override readonly exitCode: number;

  constructor(signal: NodeJS.Signals, after: string) {
    super(`interrupted; ${after}`);
    this.exitCode = exitStatus(null, signal);
  }
}

/**
 * Does some work to its end, unless a signal comes first: then what the work has made is removed. What the work does
 * afterwards is not waited for, and a second signal does not keep anything from being removed.
 *
 * @param remove removes what the work has made so far
 * @param after what is so afterwards, as a clause
 * @throws InterruptedError once everything is removed
 */
export async function untilInterrupted<Result>(
  work: () => Promise<Result>,
  remove: () => Promise<void>,
  after: string,
): Promise<Result> {
  const signals = heard();
  try {
    const first = await Promise.race([work().then((result) => ({ result })), signals.first]);
    if (typeof first !== 'string') return first.result;
    await remove();
    throw new InterruptedError(first, after);
  } finally {
    signals.ignore();
  }
}

/**
 * Does some work that ends itself where it is told to: the first signal aborts it with an InterruptedError, which it throws
 * once all is as it was, unless it is too late for that.
 *
 * @param after what is so after it was thrown, as a clause
 */
export async function abortable<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  after: string,
): Promise<Result> {
  const aborting = new AbortController();
  const signals = heard();
  void signals.first.then((signal) => aborting.abort(new InterruptedError(signal, after)));
  try {
    return await work(aborting.signal);
  } finally {
    signals.ignore();
  }
}

/** Signals that are heeded where it is good to. */
export interface Heeded extends Disposable {
  /** The first signal; undefined where none came. */
  readonly asked: NodeJS.Signals | undefined;
  /** Aborted by a second signal, with a UserError: what only waits gives up, and is taken back where it can be. */
  readonly again: AbortSignal;
  /** Fulfilled by a third one: whoever sends it does not wait for that either. */
  readonly atOnce: Promise<void>;
}

/**
 * Listens to the signals, so that work that is better not cut off can end at the next good moment.
 *
 * @param onAsked told of the first signal
 * @param onAgain told of the second one
 */
export function heedSignals(onAsked: () => void, onAgain: () => void): Heeded {
  let asked: NodeJS.Signals | undefined;
  const again = new AbortController();
  let leave: () => void = () => undefined;
  const atOnce = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const hear = (signal: NodeJS.Signals): void => {
    if (again.signal.aborted) leave();
    else if (asked === undefined) {
      asked = signal;
      onAsked();
    } else {
      onAgain();
      again.abort(new UserError('interrupted twice'));
    }
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    get asked() {
      return asked;
    },
    again: again.signal,
    atOnce,
    [Symbol.dispose]() {
      for (const signal of SIGNALS) process.off(signal, hear);
    },
  };
}

/** Listens to the signals until they are ignored. */
function heard(): { readonly first: Promise<NodeJS.Signals>; readonly ignore: () => void } {
  let hear: (signal: NodeJS.Signals) => void = () => undefined;
  const first = new Promise<NodeJS.Signals>((resolve) => {
    hear = resolve;
  });
  for (const signal of SIGNALS) process.on(signal, hear);
  const ignore = (): void => {
    for (const signal of SIGNALS) process.off(signal, hear);
  };
  return { first, ignore };
}
