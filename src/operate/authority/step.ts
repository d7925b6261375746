/** A step of a change of the authority, and what it works on. */
import type { CertificateStore } from '../../certificates/store.ts';
import type { Wanted } from '../../certificates/wanted.ts';
import type { Group } from '../../group/group.ts';
import type { Step, StepFacts } from '../step.ts';
import type { AuthorityLook } from './look.ts';

/** What the steps work on. */
export interface AuthorityOperation {
  /** Trusts every authority that the store has. */
  readonly group: Group;
  readonly wanted: Wanted;
  readonly store: CertificateStore;
  readonly tell: (text: string) => void;
  /** Aborted where a step is to give up what it waits for. */
  readonly signal?: AbortSignal;
}

/** A step, and what must hold before it. */
export interface AuthorityStep extends Step<AuthorityOperation> {
  /** Why it cannot be taken now, as a clause; undefined where it can. */
  readonly obstacle: (look: AuthorityLook) => string | undefined;
}

/** Makes a step. */
export function authorityStep(
  facts: Pick<StepFacts, 'hosts' | 'what' | 'why' | 'undo'> & Partial<Pick<StepFacts, 'notice'>>,
  obstacle: AuthorityStep['obstacle'],
  perform: AuthorityStep['perform'],
): AuthorityStep {
  return { kind: 'rotation', impact: 'live', notice: 'nothing', ...facts, obstacle, perform };
}
