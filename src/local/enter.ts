import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { exitStatus } from '../base/exit-status.ts';
import type { Milliseconds } from '../base/units.ts';
import { FREEBSD_PATH } from './protocol.ts';

/** Where a command runs: on a host, by the pid of its init in the cloud, or on the router. */
export type Target = { readonly hostPid: number } | 'router';

/** Environment variables. */
export type Variables = Readonly<Record<string, string>>;

/** How a command in a cloud ended. */
export interface ExecResult {
  /** Its exit status; a signal counts as 128 and its number, as in a shell. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command in a cloud is run. */
export interface ExecOptions {
  /** What it reads. @default nothing */
  readonly input?: string;
  /** Added to the environment of the place. @default nothing */
  readonly env?: Variables;
  /** After this time the command is killed: its status is then 137. @default no limit */
  readonly timeout?: Milliseconds;
}

const PRIVATE_BIN = '/usr/libexec/vedette/bin';

/**
 * Starts argv in a cloud, whose namespaces are those of process `cloudPid` on this machine. On a host it has the host's
 * root and FreeBSD's PATH, and nothing of the caller's environment; on the router it has the cloud's network and keeps
 * the machine's files, folder and environment. It is killed when the caller is.
 */
export function spawnIn(
  cloudPid: number,
  place: Target,
  argv: readonly string[],
  stdio: 'inherit' | 'pipe',
  variables: Variables,
): ChildProcess {
  const { words, env } = entryTo(cloudPid, place, variables);
  return spawn('setpriv', ['--pdeathsig', 'KILL', 'nsenter', ...words, ...argv], { stdio, env });
}

/** What nsenter is told. Variables are not among its words: those stand in every process list. */
export function entryTo(
  cloudPid: number,
  place: Target,
  variables: Variables,
): { readonly words: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  return place === 'router'
    ? { words: ontoRouter(cloudPid), env: { ...process.env, ...variables } }
    : {
        words: ontoHost(cloudPid, place.hostPid),
        env: { HOME: '/root', PATH: FREEBSD_PATH, ...variables },
      };
}

/** argv under timeout(1), which kills whatever of the command is left after the time. */
export function limited(argv: readonly string[], timeout: Milliseconds | undefined): readonly string[] {
  return timeout === undefined ? argv : ['timeout', '-s', 'KILL', String(timeout / 1_000), ...argv];
}

/** Reads a command's output to its end. */
export async function collect(child: ChildProcess, input = ''): Promise<ExecResult> {
  // A command that does not read its input is no error.
  child.stdin?.on('error', () => undefined).end(input);
  const [status, stdout, stderr] = await Promise.all([
    statusOf(child),
    read(child.stdout),
    read(child.stderr),
  ]);
  return { status, stdout, stderr };
}

function ontoRouter(cloudPid: number): readonly string[] {
  const namespaces = [`--net=/proc/${cloudPid}/ns/net`, `--pid=/proc/${cloudPid}/ns/pid_for_children`];
  return [...namespaces, 'setpriv', '--pdeathsig', 'KILL'];
}

/** A host's namespaces are found through the cloud's own /proc, so no pid has to be translated. */
function ontoHost(cloudPid: number, hostPid: number): readonly string[] {
  const init = `/proc/${cloudPid}/root/proc/${hostPid}`;
  const namespaces = ['net', 'uts', 'ipc', 'pid'].map((name) => `--${name}=${init}/ns/${name}`);
  const root = [`--mount=${init}/ns/mnt`, `--root=${init}/root`, `--wd=${init}/root`];
  return [...namespaces, ...root, `${PRIVATE_BIN}/setpriv`, '--pdeathsig', 'KILL'];
}

function statusOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status, signal) => {
      resolve(exitStatus(status, signal));
    });
  });
}

async function read(stream: ChildProcess['stdout']): Promise<string> {
  return stream === null ? '' : text(stream);
}
