/** What running programs are told: each Sentinel in turn, then each replica, and the primary last. */

import type { DocumentKind } from '../../../redis/document.ts';
import { type Host, hasData, hasSentinel } from '../../../topology/environment.ts';
import type { ProgramDrift, SettingDrift } from '../../drift/model.ts';
import { bring } from '../../live/bring.ts';
import { commandsOf, isBrought, type LiveChange, textOfCommands, undoingOf } from '../../live/change.ts';
import type { Step } from '../../step.ts';
import { hostsAnew } from '../anew.ts';
import type { Phase, RolloutInput } from '../input.ts';
import { inOrder, whyInTurn } from '../order.ts';
import { pendingSettings } from '../pending.ts';

/** What running programs take. */
export function live(input: RolloutInput): Phase {
  return { steps: liveSteps(input, (drift) => pendingSettings(input, drift)), refusals: [] };
}

/**
 * The steps that bring some settings to running programs. A host that is made anew gets everything then, and a smaller
 * machine is not told what a larger one can take.
 *
 * @param settingsOf which settings of a program
 */
export function liveSteps(input: RolloutInput, settingsOf: SettingsOf): readonly Step[] {
  const anew = new Set(hostsAnew(input).map(({ host }) => host));
  return liveStepsOn(
    input,
    inOrder(input.environment, input.status.primary).filter(({ name }) => !anew.has(name)),
    settingsOf,
  );
}

/** Which settings of a program are brought. */
export type SettingsOf = (drift: ProgramDrift) => readonly SettingDrift[];

/** The same for some hosts, in their order. */
export function liveStepsOn(
  input: RolloutInput,
  hosts: readonly Host[],
  settingsOf: SettingsOf,
): readonly Step[] {
  const turns = [
    ...hosts.filter(hasSentinel).map((host) => ({ host, program: 'sentinel' }) as const),
    ...hosts.filter(hasData).map((host) => ({ host, program: 'redis' }) as const),
  ];
  return turns.flatMap(({ host, program }) => {
    const drift = input.drift.hosts.find((one) => one.host === host.name && one.program === program);
    return drift === undefined ? [] : stepsOf(input, drift, settingsOf(drift));
  });
}

/** What makes a server work is a step of its own, with a look at the group after each. */
function stepsOf(
  input: RolloutInput,
  drift: ProgramDrift,
  settings: readonly SettingDrift[],
): readonly Step[] {
  const { host, program, version } = drift;
  if (version === undefined) return [];
  const brought = settings.filter((setting) => isBrought(program, setting));
  const heavy = brought.filter(isHeavy);
  const light = brought.filter((setting) => !isHeavy(setting));
  return [...(light.length === 0 ? [] : [light]), ...heavy.map((setting) => [setting])].map((together) =>
    stepOf(input, { host, program, version, settings: together }),
  );
}

function stepOf({ status }: RolloutInput, change: LiveChange): Step {
  const { host, program, settings } = change;
  const commands = commandsOf(change);
  const isPrimary = host === status.primary && program === 'redis';
  return {
    kind: 'live',
    hosts: [host],
    what: commands.length === 0 ? writingOf(program, settings) : textOfCommands(commands),
    why: whyInTurn(program, isPrimary),
    notice: noticeOf(settings),
    undo: commands.length === 0 ? 'nothing that runs changes' : textOfCommands(undoingOf(change)),
    impact: settings.some(isHeavy) ? 'live-heavy' : 'live',
    perform: ({ group, tell }) => bring(group, change, tell),
  };
}

function writingOf(program: DocumentKind, settings: readonly SettingDrift[]): string {
  const keys = settings.map(({ key }) => key).join(', ');
  return `${program === 'redis' ? 'CONFIG REWRITE' : 'SENTINEL FLUSHCONFIG'}, which writes ${keys} into its file`;
}

function noticeOf(settings: readonly SettingDrift[]): string {
  const notes = settings.flatMap(({ note }) => note ?? []);
  if (notes.length > 0) return [...new Set(notes)].join('; ');
  return settings.some(isHeavy) ? 'answers may take longer while the server works' : 'nothing';
}

function isHeavy({ impact }: SettingDrift): boolean {
  return impact === 'live-heavy';
}
