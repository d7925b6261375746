/** Versions of the engine in a roll-out: up alone, and not together with configuration. */

import { isDefaultValue } from '../../diff/settings.ts';
import { ENGINE_VERSIONS, type EngineVersion, refusalOfMove, titleOf } from '../../redis/catalogue/index.ts';
import { dataHosts } from '../../topology/environment.ts';
import { isOnlyUnwritten } from '../live/change.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { pendingSettings } from './pending.ts';

/** What cannot go into one roll-out, or not at all. */
export function unmixable(input: RolloutInput): readonly Refusal[] {
  const { environment } = input;
  const to = environment.redis.version;
  const others = runningVersions(input).filter((version) => version !== to);
  if (others.length === 0) return [];
  const newer = others.toSorted(byAge).findLast((version) => refusalOfMove(version, to) !== undefined);
  if (newer !== undefined) return [wayBack(newer, to)];
  const changed = [...new Set(configuration(input))];
  if (changed.length === 0) return [];
  return [
    {
      why: `${titleOf(to)} and other configuration (${changed.join(', ')}) are to be rolled out at once, and where that fails nobody can tell which of them it was`,
      remedy: 'roll redis.package out alone, and the rest afterwards',
    },
  ];
}

/**
 * On this machine another engine may stand in: only definitions tell, and of an upgrade that was cut off only the packages
 * that machines were made with.
 */
function runningVersions({
  running,
  base,
  standsIn,
  drift,
  machines,
}: RolloutInput): readonly EngineVersion[] {
  if (standsIn) {
    const withData = new Set(dataHosts(running).map(({ name }) => name));
    const made = machines.hosts.filter(({ host }) => withData.has(host));
    const versions = made.flatMap((change) => (change.engine === undefined ? [] : [change.engine]));
    return base === undefined ? versions : [base.redis.version, ...versions];
  }
  return drift.hosts.flatMap(({ program, version }) =>
    program === 'redis' && version !== undefined ? [version] : [],
  );
}

/** Settings that the definition decides: neither what comes with a version, nor what runs and only a file lacks. */
function configuration(input: RolloutInput): readonly string[] {
  return input.drift.hosts.flatMap((drift) =>
    pendingSettings(input, drift)
      .filter((setting) => !isOnlyUnwritten(setting))
      .filter(({ before, after }) => !(isDefaultValue(before) && isDefaultValue(after)))
      .map(({ key }) => key),
  );
}

function byAge(one: EngineVersion, other: EngineVersion): number {
  return ENGINE_VERSIONS.indexOf(one) - ENGINE_VERSIONS.indexOf(other);
}

function wayBack(from: EngineVersion, to: EngineVersion): Refusal {
  return {
    why: `${titleOf(from)} runs, and ${refusalOfMove(from, to)}`,
    remedy: `leave redis.package at ${titleOf(from)}, or create another environment and move the data`,
  };
}
