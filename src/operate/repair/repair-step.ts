/** What the steps of a repair have in common. */
import { milliseconds } from '../../base/units.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { listOf, textOf } from '../../group/reply.ts';
import type { RepairOperation, RepairStep } from './ailment.ts';

/** What tells a step of a repair from others. */
export interface RepairFacts extends Pick<RepairStep, 'hosts' | 'what' | 'why'> {
  /** @default nothing */
  readonly notice?: string;
  readonly undo: string;
  /** What is lost by it, as a clause; undefined where nothing is. */
  readonly loss?: string | undefined;
}

/** How long a program may take to be as it was told to be; a busy machine is later. */
export const SETTLED = milliseconds(20_000);

/** Makes a step. */
export function repairStep(
  { loss, notice = 'nothing', ...facts }: RepairFacts,
  perform: (operation: RepairOperation) => Promise<void>,
): RepairStep {
  return {
    kind: 'repair',
    impact: loss === undefined ? 'live' : 'data-loss',
    ...facts,
    notice,
    loses: loss === undefined ? [] : [loss],
    perform,
  };
}

/** The value of a directive as a Redis has it. @throws UserError if it does not tell */
export async function configOf(group: Group, host: string, name: string): Promise<string> {
  const [, value] = listOf(await demand(group.redis(host), 'CONFIG', 'GET', name));
  return textOf(value ?? null);
}

/** Has a Redis write what it runs with into its file, so that it is so after a restart too. @throws UserError if it cannot */
export async function keepConfig(group: Group, host: string): Promise<void> {
  await demand(group.redis(host), 'CONFIG', 'REWRITE');
}
