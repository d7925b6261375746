/** Which settings a roll-out has to bring, and which of them it cannot. */
import type { DocumentKind } from '../../redis/document.ts';
import { isPlaceOfAnother } from '../../render/freebsd.ts';
import type { ProgramDrift, SettingDrift } from '../drift/model.ts';
import { isBrought, isOnlyUnwritten, isSecretive } from '../live/change.ts';
import { movesWithUsers } from '../users/setting.ts';
import { hostsAnew } from './anew.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { movesWithMembers, type Shapes } from './members.ts';

/**
 * What differs from the definition, but for what is expected of a group that runs, and what moves with hosts, engines or users. In the order
 * of their keys: each server tells its settings in an order of its own (redis config.c, a dictionary with a random seed).
 */
export function pendingSettings(shapes: Shapes, { settings }: ProgramDrift): readonly SettingDrift[] {
  return settings
    .filter(
      (setting) =>
        setting.whence !== 'expected' &&
        (setting.impact !== 'none' || isOnlyUnwritten(setting)) &&
        !movesWithMembers(shapes, setting.key) &&
        !isPlaceOfAnother(shapes.environment.redis.engine, setting.before?.value.canonical) &&
        !movesWithUsers(setting),
    )
    .toSorted(byKey);
}

/** Compares settings by their keys, for a sort. */
export function byKey({ key: one }: SettingDrift, { key: other }: SettingDrift): number {
  return one < other ? -1 : Number(one > other);
}

/** What moves with the hosts that come and go. */
export function movingSettings(shapes: Shapes, { settings }: ProgramDrift): readonly SettingDrift[] {
  return settings.filter(({ key, whence }) => whence !== 'expected' && movesWithMembers(shapes, key));
}

/** Settings that neither a command nor another machine may bring. */
export function unbringable(input: RolloutInput): readonly Refusal[] {
  const anew = new Set(hostsAnew(input).map(({ host }) => host));
  return input.drift.hosts.flatMap((drift) =>
    pendingSettings(input, drift).flatMap((setting) => {
      const title = `${setting.key} of ${drift.program === 'redis' ? 'Redis' : 'Sentinel'} on ${drift.host}`;
      const refusal = refusalOf(setting, input.environment.name);
      if (refusal !== undefined) return [{ ...refusal, why: `${title} ${refusal.why}` }];
      return anew.has(drift.host) || isBrought(drift.program, setting)
        ? []
        : [unbrought(title, drift.program)];
    }),
  );
}

/** Why a setting may not be brought at all, as the end of a clause; undefined where it may. */
function refusalOf(setting: SettingDrift, environment: string): Refusal | undefined {
  const { key, impact, note } = setting;
  if (isSecretive(setting))
    return {
      why: 'is another secret than that of the definition',
      remedy: `move the password with vedette rotate ${environment}`,
    };
  if (key === 'port')
    return {
      why: 'is changed, and hosts of one group that listen on several ports do not find each other',
      remedy: 'leave the port, or create another environment and move the data',
    };
  if (impact === 'unknown')
    return {
      why: 'is to change, and nobody can tell what that does',
      remedy: 'change it by hand, or leave it as it runs',
    };
  if (impact !== 'refused' && impact !== 'data-loss') return undefined;
  return {
    why: `is to change, which would lose data${note === undefined ? '' : `: ${note}`}`,
    remedy: 'leave it as it runs, or move the data first',
  };
}

function unbrought(title: string, program: DocumentKind): Refusal {
  return {
    why: `${title} is to change, and no command of ${program === 'redis' ? 'Redis' : 'Sentinel'} brings it`,
    remedy: 'replace the host, or leave it as it runs',
  };
}
