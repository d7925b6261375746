/** Why a move of all connections of a group, which nothing else is mixed with, is not begun. */
import type { Environment } from '../../topology/environment.ts';
import type { SettingDrift } from '../drift/model.ts';
import { judgeStatus } from '../status/judge.ts';
import { movesWithUsers } from '../users/setting.ts';
import { unfirm } from './fitness.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { pendingSettings } from './pending.ts';

/** A move. */
export interface Move {
  /** The field that it brings, with its value: `tls.mode required`. */
  readonly title: string;
  /** The field alone. */
  readonly field: string;
  /** The settings that it brings. */
  readonly isOfIt: (setting: SettingDrift) => boolean;
  /** True where hosts have begun it already. */
  readonly isBegun: boolean;
  /** The group as it is before it. */
  readonly asItIs: Environment;
}

/** Every reason. */
export function refusalsOfMove(input: RolloutInput, move: Move): readonly Refusal[] {
  return [...unknownPrograms(input), ...together(input, move), ...unfit(input, move)];
}

/** What nobody knows of may be cut off, or still let everybody in. */
function unknownPrograms({ drift, environment }: RolloutInput): readonly Refusal[] {
  return drift.hosts
    .filter(({ version }) => version === undefined)
    .map(({ host, program, unknown }) => ({
      why: unknown[0] ?? `nobody knows what ${program} on ${host} runs with`,
      remedy: `look with vedette status ${environment.name}, and make it answer`,
    }));
}

function together(input: RolloutInput, { title, field, isOfIt }: Move): readonly Refusal[] {
  const { machines, drift } = input;
  const others = [
    ...machines.refusals,
    ...machines.hosts.map(({ host }) => host),
    ...drift.hosts.flatMap((program) =>
      [...pendingSettings(input, program), ...program.settings.filter(movesWithUsers)]
        .filter((setting) => !isOfIt(setting))
        .map(({ key }) => key),
    ),
  ];
  if (others.length === 0) return [];
  return [
    {
      why: `${title} and other changes (${[...new Set(others)].join(', ')}) are to be rolled out at once`,
      remedy: `roll ${field} out alone, and the rest before or afterwards`,
    },
  ];
}

/** A group of which nothing is moved is judged as what it is. One that is in the middle is not well, and gone on with. */
function unfit(input: RolloutInput, { isBegun, asItIs }: Move): readonly Refusal[] {
  const { environment, status } = input;
  const remedy = `look with vedette status ${environment.name}, and mend it with vedette repair ${environment.name}`;
  const reasons = [
    ...unfirm(status, input),
    ...(isBegun ? [] : judgeStatus(asItIs, status).verdict.problems),
  ];
  return [...new Set(reasons)].map((why) => ({ why, remedy }));
}
