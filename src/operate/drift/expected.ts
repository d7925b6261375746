/** What is other than declared in a group that runs as it should. */
import type { SettingPair } from '../../diff/by-hand.ts';
import { dataHosts, type Environment } from '../../topology/environment.ts';
import type { ObservedProgram } from '../observe/observed.ts';

/** Why a setting is expected to be other than declared, as a clause; undefined if it is not. */
export function expectedBecause(
  { before }: SettingPair,
  { isCatchingUp }: ObservedProgram,
  environment: Environment,
): string | undefined {
  const [value] = before?.args ?? [];
  if (before?.spec.name === 'monitor' && before.part === 'address')
    return dataHosts(environment).some(({ address }) => address === value)
      ? 'Sentinel follows the primary'
      : undefined;
  // The boot script gives it to a host without data, until that is in sync.
  return before?.spec.name === 'replica-priority' && value === '0' && isCatchingUp
    ? 'it is not in sync yet, and not promoted before'
    : undefined;
}
