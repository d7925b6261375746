/** A step of a rotation, and what it works on. */
import type { Group } from '../../group/group.ts';
import type { PasswordStore } from '../../group/password-store.ts';
import type { Step, StepFacts } from '../step.ts';
import type { Account } from './account.ts';
import type { RotationLook } from './look.ts';

/** What the steps of a rotation work on. */
export interface RotationOperation {
  /** Logs in with whatever is in the store, and with what is rotated to. */
  readonly group: Group;
  readonly account: Account;
  readonly store: PasswordStore;
  /** The password that is rotated to. */
  readonly to: string;
  readonly tell: (text: string) => void;
}

/** A step, and what must hold before it. */
export interface RotationStep extends Step<RotationOperation> {
  /** Why it cannot be taken now, as a clause; undefined where it can. */
  readonly obstacle: (look: RotationLook, to: string) => string | undefined;
}

/** Makes a step: clients notice nothing of any of them. */
export function rotationStep(
  facts: Pick<StepFacts, 'hosts' | 'what' | 'why' | 'undo'> & Partial<Pick<StepFacts, 'notice'>>,
  obstacle: RotationStep['obstacle'],
  perform: RotationStep['perform'],
): RotationStep {
  return { kind: 'rotation', impact: 'live', notice: 'nothing', ...facts, obstacle, perform };
}
