/** Hosts that are reached through a jump host: their ports, and with a key that they take their files and programs too. */
import { text } from 'node:stream/consumers';
import { UserError } from '../../base/errors.ts';
import { exitStatus } from '../../base/exit-status.ts';
import { dataHosts, type Environment, type Host, sentinelHosts } from '../../topology/environment.ts';
import type { Address } from '../../topology/ipv4.ts';
import { type Listener, openPorts } from '../../topology/ports.ts';
import { addressOf } from '../address.ts';
import type { Reach, RunOptions, RunResult } from '../reach.ts';
import { COMMON_OPTIONS, endOf, SSH_FAILED, startSsh } from './program.ts';
import { LOGIN_USER, remoteCommand, remoteInput } from './remote-command.ts';
import type { Target, Tunnel } from './tunnel.ts';

/** What the script that reads a file ends with where there is none. */
const NO_FILE = 44;
const READ = `[ -e "$1" ] || exit ${NO_FILE}; exec cat -- "$1"`;

/** The hosts of an environment, through a tunnel that stays open longer. */
export function jumpReach(tunnel: Tunnel, environment: Environment): Reach {
  const run = (host: string, argv: readonly string[], options: RunOptions = {}): Promise<Ran> =>
    runOn(tunnel, environment, host, argv, options);
  return {
    async exec(host, argv, options) {
      const { status, stdout } = await run(host, argv, options);
      return { status, stdout };
    },
    async read(host, path) {
      const { status, stdout, lastLine } = await run(host, ['sh', '-c', READ, 'sh', path]);
      if (status === NO_FILE) return undefined;
      if (status === 0) return stdout;
      throw new UserError(
        `${path} of ${host} cannot be read (${lastLine}), so what it says is not known; look at it on the host`,
      );
    },
    async endpoint(host, port) {
      const target = { address: addressOf(environment, host), port };
      await tunnel.open([target, ...portsOf(environment)]);
      return { path: tunnel.socketOf(target) };
    },
  };
}

/** Every port that is asked for sooner or later: to open all at once takes one process. */
export function portsOf(environment: Environment): readonly Target[] {
  const at = (host: Host, program: Listener): readonly Target[] =>
    openPorts(environment, program).map(({ number }) => ({ address: host.address, port: number }));
  return [
    ...dataHosts(environment).flatMap((host) => at(host, 'redis')),
    ...sentinelHosts(environment).flatMap((host) => at(host, 'sentinel')),
  ];
}

interface Ran extends RunResult {
  readonly lastLine: string;
}

/** Whether the person's own configuration says how to come to a host, such as by a service of AWS. */
async function hasOwnWay(address: Address): Promise<boolean> {
  const child = startSsh(['-G', '-l', LOGIN_USER, '--', address], 'ignore');
  const [configuration] = await Promise.all([child.stdout === null ? '' : text(child.stdout), endOf(child)]);
  return /^proxy(?:command|jump) (?!none$)/m.test(configuration);
}

async function runOn(
  tunnel: Tunnel,
  environment: Environment,
  host: string,
  argv: readonly string[],
  options: RunOptions,
): Promise<Ran> {
  const address = addressOf(environment, host);
  const child = startSsh(
    [
      ...[...COMMON_OPTIONS, '-o', 'ControlMaster=no', '-o', 'ControlPath=none'],
      ...((await hasOwnWay(address)) ? [] : ['-o', `ProxyCommand=${tunnel.proxyCommand}`]),
      ...['-l', LOGIN_USER, '--', address, remoteCommand(argv, options)],
    ],
    'pipe',
  );
  // A program that does not read its input is no error.
  child.stdin?.on('error', () => undefined).end(remoteInput(options));
  const [{ status, lastLine }, stdout] = await Promise.all([
    endOf(child),
    child.stdout === null ? '' : text(child.stdout),
  ]);
  if (status === null || status === SSH_FAILED) throw notLoggedIn(host, environment, lastLine);
  if (lastLine.startsWith('su: ')) throw notRoot(host, lastLine);
  return { status: exitStatus(status, null), stdout, lastLine };
}

function notLoggedIn(host: string, environment: Environment, lastLine: string): UserError {
  return new UserError(
    `files and programs of ${host} are out of reach (${lastLine}), so nothing is known of them; see that ssh logs in to ${LOGIN_USER}@${addressOf(environment, host)} through the jump host without a question`,
  );
}

function notRoot(host: string, lastLine: string): UserError {
  return new UserError(
    `${LOGIN_USER} does not become root on ${host} (${lastLine}), which its files and programs take; let su need no password for ${LOGIN_USER} there, as the images of FreeBSD do`,
  );
}
