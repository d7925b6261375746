/** One client that writes until it is stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import type { WriterClient } from './clients/client.ts';
import { CLIENTS } from './clients/index.ts';
import type { CodeRunner } from './code.ts';
import { errorName } from './error-name.ts';
import type { ClientEvent } from './event.ts';
import type { ClientJob, WriterJob } from './job.ts';
import { nextTurn } from './pace.ts';
import { tell } from './tell.ts';

/** What one client is and does. */
export interface Writing {
  /** What it is to do now: another one where the password is another. */
  readonly jobNow: () => WriterJob;
  readonly client: ClientJob;
  readonly code: CodeRunner;
  readonly stopping: AbortSignal;
  /** Aborted before what is kept is read. */
  readonly over: AbortSignal;
}

/** A client that cannot be opened is opened again after this time, in milliseconds. */
const AGAIN = 100;

/**
 * Opens a client and writes one id after another, and opens it anew where it is given another password, as an application
 * does that is started anew; fulfilled when it was stopped and the last write is settled.
 */
export async function writeOn(writing: Writing): Promise<void> {
  const { client, jobNow, stopping } = writing;
  let job = jobNow();
  let open = await opened(writing, job);
  let due = monotonicNow();
  for (let id = 1; open !== undefined && !stopping.aborted; id += 1) {
    await writeOnce({ open, id, over: writing.over, tell }, job, client);
    if (jobNow() !== job) {
      job = jobNow();
      open = await opened(writing, job);
      tell({ kind: 'moved', at: monotonicNow(), client: client.client });
    }
    const now = monotonicNow();
    due = nextTurn(due, client.every, now);
    await pause(due - now, stopping);
  }
}

/** One write. */
export interface Write {
  readonly open: WriterClient;
  readonly id: number;
  readonly over: AbortSignal;
  readonly tell: (event: ClientEvent) => void;
}

/**
 * Writes an id, and tells what becomes of it. What is answered once it is over is not told: it may have been done after what
 * is kept was read, and would count as lost.
 */
export async function writeOnce(
  { open, id, over, tell: tellAnyway }: Write,
  { hosts }: Pick<WriterJob, 'hosts'>,
  { client }: Pick<ClientJob, 'client'>,
): Promise<void> {
  const tell = (event: ClientEvent): void => {
    if (!over.aborted) tellAnyway(event);
  };
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
async function opened(
  { client, code, stopping }: Writing,
  job: WriterJob,
): Promise<WriterClient | undefined> {
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
