/** What a roll-out or a switch-over that was cut off has left in running hosts, told apart from what is to be brought to them. */
import type { SettingDrift } from '../../drift/model.ts';
import { heldBack } from '../../replacement/hold-back.ts';
import { replacementsOf } from '../../replacement/replacement.ts';
import { PRIORITY } from '../../switchover/settings.ts';
import type { Phase, RolloutInput } from '../input.ts';
import { inOrder } from '../order.ts';
import { liveStepsOn } from './live.ts';

/**
 * What a switch-over has left goes back first, also on hosts that are made anew: until then it would be in the way of what
 * comes before.
 */
export function leftovers(input: RolloutInput): Phase {
  const hosts = inOrder(input.environment, input.status.primary);
  const steps = liveStepsOn(input, hosts, ({ settings }) => settings.filter(isLeft));
  return { steps: steps.map((step) => ({ ...step, why: WHY })), refusals: [] };
}

const WHY =
  'a switch-over that was cut off has left it: it goes back first, so that nothing that follows is judged by it';

/**
 * The same group as if that were done. Who is held back in an upgrade stays so for now: its steps say until when, and lift
 * it.
 */
export function withoutLeftovers(input: RolloutInput): RolloutInput {
  const held = new Set(heldBack(input, replacementsOf(input)).map(({ name }) => name));
  const hosts = input.drift.hosts.map((program) => ({
    ...program,
    settings: program.settings.filter(
      (setting) => !isLeft(setting) && !(held.has(program.host) && isHolding(setting)),
    ),
  }));
  return { ...input, drift: { ...input.drift, hosts } };
}

function isLeft({ whence }: SettingDrift): boolean {
  return whence === 'left';
}

function isHolding({ key, before }: SettingDrift): boolean {
  return key === PRIORITY && before?.value.canonical === '0';
}
