/** `status --watch`: a group that is asked again and again, over connections that are kept. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../base/errors.ts';
import { writeResult } from '../base/stdout.ts';
import { formatTime } from '../base/times.ts';
import type { Group } from '../group/group.ts';
import { changesBetween } from '../operate/status/changes.ts';
import { headline, statusReport } from '../operate/status/report.ts';
import { type GroupStatus, groupStatus } from '../operate/status/status.ts';
import { type Outcome, paragraph, table, textOf } from '../report/elements.ts';
import { clearScreen, type Format, printReport } from '../report/output.ts';

/** Sentinels and replicas tell one another every second, so nothing newer is known in between. */
const EVERY = 1_000;

/** How many changes stay on the screen. */
const SHOWN = 10;

/** Tells of a group until Ctrl-C: on a terminal the whole of it anew each time, else a line for each change. */
export async function watchGroup(group: Group, format: Format): Promise<Outcome> {
  if (format !== 'human') throw new UsageError(`--watch has no --format ${format}; leave one of them out`);
  const interrupt = new AbortController();
  const end = (): void => interrupt.abort();
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    await tellChanges(group, process.stdout.isTTY ? onScreen(group) : inLines(), interrupt.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
  return { data: {}, report: [] };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Tells a status, with what changed since the one before it. */
type Tell = (status: GroupStatus, changes: readonly string[]) => void;

async function tellChanges(group: Group, tell: Tell, signal: AbortSignal): Promise<void> {
  const interrupted = once(signal, 'abort').then(() => undefined);
  let before: GroupStatus | undefined;
  while (!signal.aborted) {
    // What is asked when it ends is not waited for.
    const status = await Promise.race([groupStatus(group), interrupted]);
    if (status === undefined) return;
    tell(
      status,
      before === undefined
        ? [textOf(headline(status)), ...status.verdict.problems]
        : changesBetween(before, status),
    );
    before = status;
    await sleep(EVERY, undefined, { signal }).catch(() => undefined);
  }
}

function onScreen({ environment }: Group): Tell {
  const told: string[] = [];
  return (status, changes) => {
    told.push(...changes.map(atTime));
    clearScreen();
    printReport([
      ...statusReport(environment, status),
      table(
        ['what changed'],
        told.slice(-SHOWN).map((line) => [line]),
      ),
      paragraph({ text: 'asked again every second; Ctrl-C ends it', tone: 'faint' }),
    ]);
  };
}

function inLines(): Tell {
  return (_, changes) => {
    for (const change of changes) writeResult(`${atTime(change)}\n`);
  };
}

function atTime(text: string): string {
  return `${formatTime(Date.now())} ${text}`;
}
