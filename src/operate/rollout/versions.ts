/** Versions of the engine in a roll-out: up alone, and not together with configuration. */

import { isDefaultValue } from '../../diff/settings.ts';
import {
  compareVersions,
  isValkey,
  type RedisVersion,
  readsDataOf,
  titleOf,
} from '../../redis/catalogue/index.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { pendingSettings } from './pending.ts';

/** What cannot go into one roll-out, or not at all. */
export function unmixable(input: RolloutInput): readonly Refusal[] {
  const { environment } = input;
  const to = environment.redis.version;
  const others = runningVersions(input).filter((version) => version !== to);
  const newest = others.toSorted(compareVersions).at(-1);
  if (newest === undefined) return [];
  if (compareVersions(to, newest) < 0) return [downgrade(newest, to)];
  const changed = [...new Set(configuration(input))];
  if (changed.length === 0) return [];
  return [
    {
      why: `${titleOf(to)} and other configuration (${changed.join(', ')}) are to be rolled out at once, and where that fails nobody can tell which of them it was`,
      remedy: 'roll redis.package out alone, and the rest afterwards',
    },
  ];
}

/** On this machine another engine may stand in, so that only definitions tell. */
function runningVersions({ base, standsIn, drift }: RolloutInput): readonly RedisVersion[] {
  if (standsIn) return base === undefined ? [] : [base.redis.version];
  return drift.hosts.flatMap(({ program, version }) =>
    program === 'redis' && version !== undefined && !isValkey(version) ? [version] : [],
  );
}

/** Settings that the definition decides: what comes with a version is no configuration. */
function configuration(input: RolloutInput): readonly string[] {
  return input.drift.hosts.flatMap((drift) =>
    pendingSettings(input, drift)
      .filter(({ before, after }) => !(isDefaultValue(before) && isDefaultValue(after)))
      .map(({ key }) => key),
  );
}

function downgrade(from: RedisVersion, to: RedisVersion): Refusal {
  const why = readsDataOf(to, from)
    ? `${titleOf(from)} runs, and ${titleOf(to)} is older, which nobody has tried on data of the newer one`
    : `${titleOf(from)} runs, and ${titleOf(to)} cannot read the data that it writes`;
  return {
    why,
    remedy: `leave redis.package at ${titleOf(from)}, or create another environment and move the data`,
  };
}
