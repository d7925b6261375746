/** What must not outlive this process, whatever ends it. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const ends = new Set<() => void>();

/**
 * Does something at once when this process ends, also by a signal: unless something else listens to the signals, which then
 * decides what they mean.
 *
 * @param end may wait for nothing
 * @returns takes it back
 */
export function atEnd(end: () => void): () => void {
  if (ends.size === 0) listen();
  ends.add(end);
  return () => {
    ends.delete(end);
    if (ends.size === 0) ignore();
  };
}

/** First, since whoever listens once is gone from the list when it has heard. */
function listen(): void {
  for (const signal of SIGNALS) process.prependListener(signal, endBySignal);
  process.on('exit', endAll);
}

function ignore(): void {
  for (const signal of SIGNALS) process.off(signal, endBySignal);
  process.off('exit', endAll);
}

function endBySignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  endAll();
  ignore();
  process.kill(process.pid, signal);
}

function endAll(): void {
  for (const end of ends) end();
  ends.clear();
}
