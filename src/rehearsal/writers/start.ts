/** Clients that write while something is done to a group. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Environment } from '../../topology/environment.ts';
import { type Ledger, type LedgerClient, ledgerOf } from '../ledger/ledger.ts';
import type { Acknowledged, WriterEvent } from './event.ts';
import { EventLog } from './event-log.ts';
import { jobOf, programsOf, type WriterJob } from './job.ts';
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
  /** Gives the clients another password: each is opened anew with it. */
  move(password: string): void;
  /** True when every client has written since it was opened with the password that it was given last. */
  haveMoved(): boolean;
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

/** Programs that have been started, and wait to be told to write. */
export interface ReadyWriters {
  /** Who will write. */
  readonly clients: readonly Writer[];
  /** Fulfilled when they have loaded their libraries, which takes long on a busy machine, or have ended. */
  readonly loaded: Promise<unknown>;
  /**
   * Lets their clients write until they are stopped.
   *
   * @param authority who signs the certificates of hosts, as PEM. @default nobody, since nothing is encrypted
   */
  begin(password: string, authority?: string): Writers;
  /** Ends them at once. */
  kill(): Promise<void>;
}

/**
 * Starts the programs of clients, which load their libraries meanwhile: that takes longer than to connect. They end with this
 * process.
 */
export async function prepareWriters(
  place: WriterPlace,
  environment: Environment,
  list: readonly WriterGroup[],
): Promise<ReadyWriters> {
  const writers = writersOf(list);
  const log = new EventLog();
  const parts = await Promise.all(programsOf(writers).map((clients) => partOf(place, clients, log)));
  const kill = async (): Promise<void> => {
    await Promise.all(parts.map(({ program }) => program.kill()));
  };
  const begin: ReadyWriters['begin'] = (password, authority) => {
    const round = randomBytes(4).toString('hex');
    const jobs = parts.map((part) => {
      const job = jobOf(environment, password, round, part.clients, authority);
      part.program.begin(job);
      return { ...part, job };
    });
    let login = { password, since: 0 };
    return {
      events: log.events,
      next: (holds = () => true, patience = A_MINUTE) => log.next(holds, patience),
      move: (next) => {
        login = { password: next, since: log.events.length };
        for (const { program } of jobs) program.move(next);
      },
      haveMoved: () => haveMoved(writers, log.events.slice(login.since)),
      kill,
      stop: async () => {
        const now = jobs.map(({ program, job }) => ({ program, job: { ...job, password: login.password } }));
        await Promise.all(now.map((part) => readBack(place, part, log)));
        return ledgerOf(environment.name, writers.map(withLibrary), log.events);
      },
    };
  };
  const loaded = Promise.all(parts.map(({ program }) => program.loaded));
  return { clients: writers, loaded, begin, kill };
}

/** Starts clients that write until they are stopped. They end with this process. */
export async function startWriters(
  place: WriterPlace,
  environment: Environment,
  password: string,
  list: readonly WriterGroup[],
  authority?: string,
): Promise<Writers> {
  return (await prepareWriters(place, environment, list)).begin(password, authority);
}

/** A program and its clients. */
interface Part {
  readonly clients: readonly Writer[];
  readonly program: WriterProgram;
}

async function partOf(place: WriterPlace, clients: readonly Writer[], log: EventLog): Promise<Part> {
  const kinds = clients.map(({ kind }) => kind);
  return { clients, program: await WriterProgram.start(place, kinds, (event) => log.add(event)) };
}

/** True where each client was opened anew in these events, and has written since. */
function haveMoved(writers: readonly Writer[], events: readonly WriterEvent[]): boolean {
  return writers.every(({ client }) => {
    const own = events.filter((event) => 'client' in event && event.client === client);
    const moved = own.findIndex(({ kind }) => kind === 'moved');
    return moved >= 0 && own.slice(moved).some(({ kind }) => kind === 'acknowledged');
  });
}

/** Reads what is left of the writes of a program, also of one that has ended. */
async function readBack(
  place: WriterPlace,
  { program, job }: { readonly program: WriterProgram; readonly job: WriterJob },
  log: EventLog,
): Promise<void> {
  if (!program.hasEnded) return program.stop(LONGEST_READING);
  await program.kill();
  const reader = await WriterProgram.start(place, [], (event) => log.add(event));
  reader.begin({ ...job, clients: [] });
  await reader.stop(LONGEST_READING);
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
