/** One client that writes until it is stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import type { WriterClient } from './clients/client.ts';
import { CLIENTS } from './clients/index.ts';
import type { CodeRunner } from './code.ts';
import { errorName } from './error-name.ts';
import type { ClientJob, WriterJob } from './job.ts';
import { nextTurn } from './pace.ts';
import { tell } from './tell.ts';

/** What one client is and does. */
export interface Writing {
  readonly job: WriterJob;
  readonly client: ClientJob;
  readonly code: CodeRunner;
  readonly stopping: AbortSignal;
}

/** A client that cannot be opened is opened again after this time, in milliseconds. */
const AGAIN = 100;

/** Opens a client and writes one id after another; fulfilled when it was stopped and the last write is settled. */
export async function writeOn(writing: Writing): Promise<void> {
  const { client, job, stopping } = writing;
  const open = await opened(writing);
  let due = monotonicNow();
  for (let id = 1; open !== undefined && !stopping.aborted; id += 1) {
    await write(open, id, job, client);
    const now = monotonicNow();
    due = nextTurn(due, client.every, now);
    await pause(due - now, stopping);
  }
}

async function write(
  open: WriterClient,
  id: number,
  { hosts }: WriterJob,
  { client }: ClientJob,
): Promise<void> {
  tell({ kind: 'sent', at: monotonicNow(), client, id });
  try {
    const { value, from } = await open.write(id);
    const by = from === undefined ? undefined : (hosts[from] ?? from);
    tell({ kind: 'acknowledged', at: monotonicNow(), client, id, by, value });
  } catch (error) {
    tell({ kind: 'rejected', at: monotonicNow(), client, id, error: errorName(error) });
  }
}

/** The client; undefined if it was stopped before it could be opened. */
async function opened(writing: Writing): Promise<WriterClient | undefined> {
  const { job, client, code, stopping } = writing;
  const complain = (error: unknown): void =>
    tell({ kind: 'complained', at: monotonicNow(), client: client.client, error: errorName(error) });
  while (!stopping.aborted) {
    try {
      const open = await CLIENTS[client.kind]();
      return await open({ job, client, complain, run: (text) => code.run(text) });
    } catch (error) {
      complain(error);
      await pause(AGAIN, stopping);
    }
  }
  return undefined;
}

function pause(time: number, signal: AbortSignal): Promise<void> {
  return sleep(Math.max(0, time), undefined, { signal }).catch(() => undefined);
}
