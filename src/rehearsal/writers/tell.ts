/** How the program that writes tells what happens: as lines of stdout, each of which lists the events of a moment. */
import { setTimeout } from 'node:timers';
import type { WriterEvent } from './event.ts';

/** Events wait for so long for others, in milliseconds: a line for each would cost more than the writes. */
const TOGETHER = 20;

let waiting: WriterEvent[] = [];

/** Tells an event soon. */
export function tell(event: WriterEvent): void {
  waiting.push(event);
  if (waiting.length === 1) setTimeout(flush, TOGETHER);
}

/** Tells now what waits. @param done called when it is written */
export function flush(done: () => void = () => undefined): void {
  const events = waiting;
  waiting = [];
  process.stdout.write(events.length === 0 ? '' : `${JSON.stringify(events)}\n`, () => done());
}
