import { milliseconds } from '../../base/units.ts';
import { type Environment, type Host, majority, sentinelHosts } from '../../topology/environment.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { cut } from '../faults.ts';
import type { Stage } from '../stage.ts';

/** A Sentinel that could fail over would have begun by then, and told. */
const AFTERMATH = milliseconds(2_500);

export const cutSentinelMinority: Drill = {
  name: 'cut-sentinel-minority',
  story:
    'Cuts as many Sentinels off, each from every other host, as may be missing: no failover comes, and writes go on.',
  unfit: (environment) =>
    minority(environment) === 0
      ? `no Sentinel of ${sentinelHosts(environment).length} may be missing`
      : undefined,
  run: (stage) => cutOff(stage, minority(stage.environment)),
  checks: [nothingLost, switches(0)],
};

export const cutSentinelMajority: Drill = {
  name: 'cut-sentinel-majority',
  story:
    'Cuts a majority of the Sentinels off, each from every other host: no failover comes, and writes go on.',
  run: (stage) => cutOff(stage, majority(sentinelHosts(stage.environment).length)),
  checks: [nothingLost, switches(0)],
};

function minority(environment: Environment): number {
  const sentinels = sentinelHosts(environment).length;
  return sentinels - majority(sentinels);
}

/** Hosts that hold no data come first, then replicas: the primary's own links stay if any others can be taken. */
async function cutOff(stage: Stage, number: number): Promise<void> {
  const rank = (host: Host): number =>
    host.name === stage.primary.name ? 2 : host.data === undefined ? 0 : 1;
  const hosts = [...stage.sentinels].sort((one, other) => rank(one) - rank(other)).slice(0, number);
  for (const host of hosts)
    await cut(
      stage,
      [host],
      stage.environment.hosts.filter((other) => other !== host),
    );
  await stage.pass(milliseconds(stage.environment.sentinel.downAfter + AFTERMATH));
}
