/** Clients that write while something is done to a group. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Environment } from '../../topology/environment.ts';
import { type Ledger, type LedgerClient, ledgerOf } from '../ledger/ledger.ts';
import type { Acknowledged, WriterEvent } from './event.ts';
import { EventLog } from './event-log.ts';
import { jobOf, partsOf, type WriterJob } from './job.ts';
import { PACKAGES, type Writer, type WriterGroup, writersOf } from './kind.ts';
import { type WriterPlace, WriterProgram } from './program-child.ts';

/** Clients that write. */
export interface Writers {
  /** What happened so far, in the order in which it came to be known; it grows. */
  readonly events: readonly WriterEvent[];
  /**
   * The next acknowledged write for which something holds.
   *
   * @param holds what it is asked for each. @default any will do
   * @param patience how long it is waited for. @default one minute
   * @throws UserError if there is none until then
   */
  next(holds?: (write: Acknowledged) => boolean, patience?: Milliseconds): Promise<Acknowledged>;
  /**
   * Ends the clients, and reads what the primary that the Sentinels name has of their writes.
   *
   * @throws UserError if that cannot be known
   */
  stop(): Promise<Ledger>;
  /** Ends the clients at once. */
  kill(): Promise<void>;
}

const A_MINUTE = milliseconds(60_000);

/** The program reads at most three programs of hosts one after the other, each for 5 s. */
const LONGEST_READING = milliseconds(20_000);

/** Starts clients that write until they are stopped. They end with this process. */
export async function startWriters(
  place: WriterPlace,
  environment: Environment,
  password: string,
  list: readonly WriterGroup[],
): Promise<Writers> {
  const writers = writersOf(list);
  const job = jobOf(environment, password, randomBytes(4).toString('hex'), writers);
  const log = new EventLog();
  const start = (part: WriterJob): Promise<WriterProgram> =>
    WriterProgram.start(place, part, (event) => log.add(event));
  const parts = partsOf(job);
  const programs = await Promise.all(parts.map(start));
  const readBack = async (program: WriterProgram, part: WriterJob): Promise<void> => {
    if (!program.hasEnded) return program.stop(LONGEST_READING);
    await program.kill();
    const reader = await start({ ...part, clients: [] });
    await reader.stop(LONGEST_READING);
  };
  return {
    events: log.events,
    next: (holds = () => true, patience = A_MINUTE) => log.next(holds, patience),
    kill: async () => {
      await Promise.all(programs.map((program) => program.kill()));
    },
    stop: async () => {
      await Promise.all(parts.map((part, at) => programs[at] && readBack(programs[at], part)));
      return ledgerOf(environment.name, writers.map(withLibrary), log.events);
    },
  };
}

const require = createRequire(import.meta.url);

/** A library is not loaded here: loading one takes longer than most commands. */
function withLibrary(writer: Writer): LedgerClient {
  const name = PACKAGES[writer.kind];
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(require.resolve(`${name}/package.json`), 'utf8'),
  );
  return {
    ...writer,
    library: writer.kind === 'counter' ? `counter, by ${name} ${version}` : `${name} ${version}`,
  };
}
