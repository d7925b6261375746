import { UserError } from '../base/errors.ts';
import { findProgram } from '../base/find-program.ts';
import { missingCapabilities } from './kernel.ts';

/** What hosts on this machine need, and the Debian package that brings it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
  'redis-server': 'redis-server',
  'redis-sentinel': 'redis-sentinel',
  'redis-cli': 'redis-tools',
  curl: 'curl',
  openssl: 'openssl',
};

/** The facts about a machine that decide whether it can be a cloud. */
export interface Machine {
  readonly platform: string;
  /** The effective user id; undefined where there is none. */
  readonly uid: number | undefined;
  /** What its root is not allowed and hosts need. */
  readonly missingCapabilities: readonly string[];
  /** Whether a program is installed. */
  has(program: string): boolean;
}

/** This machine. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    uid: process.geteuid?.(),
    missingCapabilities: missingCapabilities(),
    has: (program) => findProgram(program) !== undefined,
  };
}

/** Throws a UserError that names everything this machine lacks for hosts of its own. */
export function checkRequirements(machine: Machine): void {
  if (machine.platform !== 'linux')
    throw new UserError(
      `hosts on this machine need Linux, this is ${machine.platform}; use a Linux machine or container`,
    );
  if (machine.uid !== 0)
    throw new UserError(
      `hosts on this machine need root, this is user ${machine.uid}; run the command with sudo`,
    );
  if (machine.missingCapabilities.length > 0)
    throw new UserError(
      `hosts on this machine need ${machine.missingCapabilities.join(', ')}, which this root has not got; run it outside the container, or give the container more (docker run --privileged)`,
    );
  const missing = missingPrograms(machine);
  if (missing.length === 0) return;
  throw new UserError(
    `hosts on this machine need ${missing.join(', ')}, not installed; run: apt-get install ${packagesOf(missing).join(' ')}`,
  );
}

/** The programs that hosts use and that a machine has not got. */
export function missingPrograms(machine: Pick<Machine, 'has'> = thisMachine()): readonly string[] {
  return Object.keys(PROGRAMS).filter((program) => !machine.has(program));
}

/** The Debian packages that bring programs of hosts. */
export function packagesOf(programs: readonly string[]): readonly string[] {
  return [...new Set(programs.flatMap((program) => PROGRAMS[program] ?? []))];
}
