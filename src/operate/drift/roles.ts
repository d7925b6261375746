/** Who follows whom: Sentinel decides it, so that only what no Sentinel does is a drift. */

import type { ProgramChange } from '../../diff/change.ts';
import { list } from '../../diff/clause.ts';
import { plainValue } from '../../diff/setting.ts';
import { dataHosts, type Environment, firstPrimary } from '../../topology/environment.ts';
import { linkPort } from '../../topology/ports.ts';
import { isObserved, type Observed, type ObservedProgram } from '../observe/observed.ts';
import type { Difference } from './difference.ts';

const NOBODY = 'nobody';

/** How the server of a host has another role than at its first boot; nothing where it has that. */
export function roleDifference(
  { host, running }: ObservedProgram,
  all: readonly Observed[],
  environment: Environment,
): readonly Difference[] {
  const follows = nameOf(running.follows, environment);
  const first = firstPrimary(environment).name;
  const declared = host === first ? NOBODY : first;
  if (follows === undefined) return [];
  const wrong = wrongBecause(host, follows, all, environment);
  if (wrong === undefined && follows === declared) return [];
  const change: ProgramChange = {
    area: 'topology',
    key: 'replicaof',
    before: plainValue(follows, 'CONFIG GET'),
    after: plainValue(declared, 'hosts'),
    impact: wrong === undefined ? 'none' : 'unknown',
    means: 'nothing',
    note: wrong ?? 'Sentinel decides it',
    security: false,
    individual: false,
  };
  return [{ whence: wrong === undefined ? 'expected' : 'host', change }];
}

/** No Sentinel lets two be primaries, or has a host follow itself or a stranger. */
function wrongBecause(
  host: string,
  follows: string,
  all: readonly Observed[],
  environment: Environment,
): string | undefined {
  if (follows === host) return 'it follows itself';
  if (follows !== NOBODY)
    return dataHosts(environment).some(({ name }) => name === follows)
      ? undefined
      : 'it follows no host of the group';
  const primaries = all.filter(isObserved).filter(({ running }) => running.follows === NOBODY);
  return primaries.length === 1 ? undefined : `${list(primaries.map((one) => one.host))} are primaries`;
}

/** Whom a server follows by name where it is a host of the group. */
function nameOf(follows: string | undefined, environment: Environment): string | undefined {
  const [address, port] = follows?.split(' ') ?? [];
  const host = dataHosts(environment).find((one) => one.address === address);
  return host === undefined || Number(port) !== linkPort(environment, 'redis') ? follows : host.name;
}
