/**
 * The program that writes: one process for many clients, of the kinds that its arguments name. It reads its job as the first
 * line of stdin, so that the password is neither in its arguments nor in its environment, and tells what happens on stdout,
 * each line a list of events. A line with another password has every client opened anew with that. At the line `stop` nobody
 * writes any more, and it tells what the primary has of all that was written; without stdin it ends.
 */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import { CLIENTS } from './clients/index.ts';
import { CodeRunner, type ImportModule } from './code.ts';
import { errorName } from './error-name.ts';
import { type MoveLine, STOP, type WriterJob } from './job.ts';
import { PACKAGES, WRITER_KINDS, type WriterKind } from './kind.ts';
import { keptWrites } from './read-back.ts';
import { flush, tell } from './tell.ts';
import { writeOn } from './write.ts';

/** Writes under way when the end comes may be answered for so long, in milliseconds. Who hangs then does so to the end. */
const LAST_ANSWERS = 1_500;

/** Runs the program. */
export function main(importModule: ImportModule, argv: readonly string[]): void {
  const code = new CodeRunner(importModule);
  const input = createInterface(process.stdin);
  input.once('line', (line) => work(JSON.parse(line), code, input));
  input.once('close', () => process.exit(0));
  const kinds = WRITER_KINDS.filter((kind) => argv.includes(kind));
  // What cannot be loaded is told by who opens a client of it.
  void Promise.allSettled(kinds.map((kind) => load(kind, code))).then(() =>
    tell({ kind: 'loaded', at: monotonicNow() }),
  );
}

/** Loads what a client of a kind needs while there is time: it takes longer than to connect. */
async function load(kind: WriterKind, code: CodeRunner): Promise<void> {
  await CLIENTS[kind]();
  await code.load(PACKAGES[kind]);
}

type Input = ReturnType<typeof createInterface>;

/** What one library throws, or leaves rejected, is told and ends nothing. */
function work(given: WriterJob, code: CodeRunner, input: Input): void {
  const uncaught = (error: unknown): void =>
    tell({ kind: 'uncaught', at: monotonicNow(), error: errorName(error) });
  process.on('uncaughtException', uncaught).on('unhandledRejection', uncaught);
  code.password = given.password;
  if (given.authority !== undefined) code.authority = given.authority;
  let job = given;
  if (job.clients.length > 0) tell({ kind: 'started', at: monotonicNow() });
  const [stopping, over] = [new AbortController(), new AbortController()];
  const clients = job.clients.map((client) =>
    writeOn({ jobNow: () => job, client, code, stopping: stopping.signal, over: over.signal }),
  );
  input.on('line', async (line) => {
    if (line !== STOP) {
      const { password }: MoveLine = JSON.parse(line);
      code.password = password;
      job = { ...job, password };
      return;
    }
    stopping.abort();
    await Promise.race([Promise.all(clients), sleep(LAST_ANSWERS)]);
    over.abort();
    tell({ kind: 'stopped', at: monotonicNow() });
    await tellKept(job);
    flush(() => process.exit(0));
  });
}

async function tellKept(job: WriterJob): Promise<void> {
  try {
    for (const { client, ids } of await keptWrites(job)) tell({ kind: 'kept', client, ids });
  } catch (error) {
    tell({ kind: 'unread', because: error instanceof Error ? error.message : String(error) });
  }
}
