/** A process of Terraform: it is waited for whatever happens, since what it works on is in no state until it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { Lines } from './lines.ts';
import type { RunFolder } from './run-folder.ts';
import { terraformVariables } from './variables.ts';

/** How Terraform ended. */
export interface Ended {
  readonly status: number | null;
  /** What killed it. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The signal that this process was sent meanwhile, and passed on. */
  readonly heard: NodeJS.Signals | undefined;
}

/** Where Terraform runs, and who is told of it. */
export interface Workplace {
  readonly program: string;
  readonly folder: RunFolder;
  /** Where the stack is. */
  readonly stack: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly tell: (text: string) => void;
}

/** What is done while it runs. */
export interface Watching {
  /** Given each line that it prints. @default nothing */
  readonly line?: (line: string) => void;
  /** What Terraform has in hand, as a clause; empty for nothing. @default nothing */
  readonly inHand?: () => string;
  /**
   * True for what is over soon and must come to its end: a signal is answered, and not passed on.
   * @default false
   */
  readonly isShielded?: boolean;
  /** Given its process once it runs. @default nothing */
  readonly started?: (pid: number) => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How often it is looked for lines. */
const POLL = 50;

/** Two commands that run at the same time each have files of their own. */
let started = 0;

/**
 * Runs Terraform to its end. It has a session of its own, so that Ctrl-C at a terminal reaches it only through this process,
 * and once: two interrupts make it leave what it works on. It writes into files, since a program that writes into a pipe is
 * killed where the reader was.
 *
 * @param argv without a secret: every user of the machine can read it
 * @throws UserError if it cannot be started
 */
export async function runTerraform(
  argv: readonly string[],
  place: Workplace,
  watching: Watching = {},
): Promise<Ended> {
  const { line = () => undefined } = watching;
  const [out, error] = ['out', 'err'].map((kind) => join(place.folder.path, `${started}.${kind}`));
  started += 1;
  if (out === undefined || error === undefined) throw new RangeError('two files were named');
  const files = [openSync(out, 'w+', 0o600), openSync(error, 'w+', 0o600)] as const;
  const lines = new Lines(files[0]);
  const look = (): void => lines.next().forEach(line);
  const timer = setInterval(look, POLL);
  try {
    const child = spawn(place.program, argv, {
      cwd: place.stack,
      detached: true,
      env: terraformVariables(process.env, place.variables),
      stdio: ['ignore', ...files],
    });
    if (child.pid !== undefined) watching.started?.(child.pid);
    const end = await endOf(child, place, watching);
    look();
    return { ...end, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(error, 'utf8') };
  } finally {
    clearInterval(timer);
    files.forEach(closeSync);
  }
}

async function endOf(
  child: ChildProcess,
  { program, folder, tell }: Workplace,
  { inHand = () => '', isShielded = false }: Watching,
): Promise<Omit<Ended, 'stdout' | 'stderr'>> {
  let heard: NodeJS.Signals | undefined;
  const hear = (signal: NodeJS.Signals): void => {
    if (isShielded || heard !== undefined) {
      tell(waitsFor(inHand()));
      return;
    }
    heard = signal;
    folder.watch(child.pid, true);
    child.kill('SIGINT');
    tell(INTERRUPTED);
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  folder.watch(child.pid);
  try {
    const { status, signal } = await new Promise<Pick<Ended, 'status' | 'signal'>>((resolve, reject) => {
      child.once('error', (error) => reject(new UserError(`${program} cannot be started: ${error.message}`)));
      child.once('exit', (status, signal) => resolve({ status, signal }));
    });
    return { status, signal, heard };
  } finally {
    folder.watch(undefined);
    for (const signal of SIGNALS) process.off(signal, hear);
  }
}

const INTERRUPTED = 'interrupted: Terraform ends what it has in hand, and writes down what it did';

function waitsFor(what: string): string {
  const work = what === '' ? 'to write down what it did' : `to end ${what}`;
  return `still waiting for Terraform ${work}: what it has in hand would be in no state if it was killed`;
}
