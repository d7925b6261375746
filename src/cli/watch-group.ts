/** `status --watch`: on a terminal the whole of a group anew each time, else a line for each change. */
import { writeResult } from '../base/stdout.ts';
import { formatTime } from '../base/times.ts';
import type { Group } from '../group/group.ts';
import { statusReport } from '../operate/status/report.ts';
import { type TellStatus, watchStatus } from '../operate/status/watch.ts';
import { type Outcome, paragraph, table } from '../report/elements.ts';
import { clearScreen, printReport } from '../report/output.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How many changes stay on the screen. */
const SHOWN = 10;

/** Tells of a group until Ctrl-C, which is how it ends and no failure. */
export async function watchGroup(group: Group): Promise<Outcome> {
  const interrupt = new AbortController();
  const end = (): void => interrupt.abort();
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    await watchStatus(group, process.stdout.isTTY ? onScreen(group) : inLines, interrupt.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
  return { data: {}, report: [] };
}

function onScreen({ environment }: Group): TellStatus {
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

function inLines(...[, changes]: Parameters<TellStatus>): void {
  for (const change of changes) writeResult(`${atTime(change)}\n`);
}

function atTime(text: string): string {
  return `${formatTime(Date.now())} ${text}`;
}
