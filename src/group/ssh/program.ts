/** OpenSSH's own program, with its own configuration, agent and known hosts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { messageOf, onOneLine, UserError } from '../../base/errors.ts';
import { findProgram } from '../../base/find-program.ts';

/**
 * It asks nothing, since several run at once and Ctrl-C is not theirs: keys come from the agent, and who the hosts are from
 * known_hosts, both as the person's own configuration says. Nothing else of that opens ports or runs programs here.
 */
const OPTIONS = {
  BatchMode: 'yes',
  ConnectTimeout: '10',
  ServerAliveInterval: '5',
  ServerAliveCountMax: '3',
  ClearAllForwardings: 'yes',
  ControlPersist: 'no',
  ForkAfterAuthentication: 'no',
  PermitLocalCommand: 'no',
  RemoteCommand: 'none',
  RequestTTY: 'no',
} as const;

/** Those of every connection, on the command line, which comes before files. */
export const COMMON_OPTIONS: readonly string[] = Object.entries(OPTIONS).flatMap(([name, value]) => [
  '-o',
  `${name}=${value}`,
]);

/** How ssh ended. */
export interface SshEnded {
  readonly status: number | null;
  /** What it said last of what went wrong; empty for nothing. */
  readonly lastLine: string;
}

/** ssh itself failed, or the connection did; every other status is that of the program on the other side. */
export const SSH_FAILED = 255;

/** @throws UserError if it is not installed */
export function requireSsh(): void {
  if (findProgram('ssh') === undefined) throw notStarted('it is not installed');
}

/**
 * Starts it in a session of its own: what is under way when Ctrl-C is pressed may need the connection to be put back in
 * order. Where the system can, it dies with this process.
 */
export function startSsh(argv: readonly string[], stdin: 'ignore' | 'pipe'): ChildProcess {
  const setpriv = findProgram('setpriv');
  const under = setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'TERM'];
  const [program = 'ssh', ...words] = [...under, 'ssh', ...argv];
  return spawn(program, words, { detached: true, stdio: [stdin, 'pipe', 'pipe'] });
}

/** Waits until it has ended. @throws UserError if it cannot be started */
export function endOf(child: ChildProcess): Promise<SshEnded> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-KEPT);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(notStarted(messageOf(error))));
    child.once('close', (status) => resolve({ status, lastLine: lastLineOf(said) }));
  });
}

/** Of what it says, in characters: it may say for hours that a host does not answer. */
const KEPT = 4_000;

function lastLineOf(text: string): string {
  return onOneLine(text.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? '');
}

function notStarted(reason: string): UserError {
  return new UserError(`ssh cannot be started (${reason}); install the client of OpenSSH`);
}
