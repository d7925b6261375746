/** Mends a group: looks, shows what is broken and what would mend it, asks, takes the steps, and looks again. */
import { RefusedError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { refuseOtherGroup } from '../identity.ts';
import { type Locking, whileLocked } from '../lock.ts';
import { type Progress, runSteps } from '../run-steps.ts';
import { factsOf, type Step } from '../step.ts';
import type { Ailment, RepairOperation, RepairStep } from './ailment.ts';
import { diagnose } from './diagnose.ts';
import { examine } from './examine.ts';
import { refuseFailover } from './refuse-failover.ts';
import { settledAilments } from './settle.ts';

/** Who has a say in a repair. */
export interface Repairing extends RepairOperation {
  readonly group: Group;
  /** The host whose data stay where they cannot all; undefined where nobody has chosen. */
  readonly keep: string | undefined;
  readonly locking: Locking;
  /** Shows what is broken before anybody is asked. */
  readonly show: (diagnosis: Diagnosis) => void;
  /** Whether the steps are to be taken; `nobody` where there was nobody to ask, `later` where it was only to be shown. */
  readonly approve: () => Promise<'yes' | 'no' | 'nobody' | 'later'>;
}

/** What is broken, and the steps that mend what can be mended. */
export interface Diagnosis {
  readonly ailments: readonly Ailment[];
  readonly steps: readonly RepairStep[];
}

/** How far its steps were taken. */
export type RepairProgress = Progress<Step<RepairOperation>>;

/** What became of it. */
export type Fate =
  /** Nothing is broken. */
  | { readonly kind: 'healthy' }
  /** Something is, and there is no step to take. */
  | { readonly kind: 'helpless' }
  | { readonly kind: 'planned' }
  | { readonly kind: 'declined' }
  /** Nobody could be asked. */
  | { readonly kind: 'unasked' }
  | { readonly kind: 'taken'; readonly progress: RepairProgress };

/** A repair, and what is broken after it. */
export interface Repaired {
  readonly found: Diagnosis;
  readonly fate: Fate;
  readonly left: readonly Ailment[];
}

/**
 * Repairs a group.
 *
 * @throws RefusedError if it is another group, somebody else changes it, it is not as it was shown any more, or there is
 *   nothing to choose for whoever has chosen
 */
export async function repair(repairing: Repairing): Promise<Repaired> {
  const { group, keep, locking, tell, show, approve } = repairing;
  const found = planOf(await settledAilments(group, keep, tell));
  if (keep !== undefined) await refuseChoice(group, keep);
  show(found);
  const left = found.ailments;
  if (left.length === 0) return { found, fate: { kind: 'healthy' }, left };
  if (found.steps.length === 0) return { found, fate: { kind: 'helpless' }, left };
  const answer = await approve();
  if (answer !== 'yes') return { found, fate: { kind: UNTAKEN[answer] }, left };
  return whileLocked(group.environment, locking, async (lock) => {
    await refuseOtherGroup(group, 'ids');
    await refuseUnlessAsShown(group, keep, found);
    const progress = await runSteps<RepairOperation>(found.steps, repairing, {
      lock,
      before: () => refuseFailover(group),
      after: async () => undefined,
    });
    return { found, fate: { kind: 'taken', progress }, left: await settledAilments(group, keep, tell) };
  });
}

const UNTAKEN = { no: 'declined', nobody: 'unasked', later: 'planned' } as const;

/** Whoever has chosen has something to choose, and chooses one of those that can be chosen. */
async function refuseChoice(group: Group, keep: string): Promise<void> {
  const choices = diagnose(await examine(group)).flatMap(({ cure }) =>
    cure.kind === 'choice' ? cure.choices.map((choice) => choice.keep) : [],
  );
  if (choices.includes(keep)) return;
  throw new RefusedError(
    choices.length === 0
      ? `--keep ${keep}: nothing of ${group.environment.name} is to be chosen; leave it out, and to move the primary use vedette switchover`
      : `--keep ${keep}: the choice is between ${[...new Set(choices)].join(' and ')}; give one of them`,
  );
}

function planOf(ailments: readonly Ailment[]): Diagnosis {
  return { ailments, steps: ailments.flatMap(({ cure }) => (cure.kind === 'steps' ? cure.steps : [])) };
}

/** Between the look and the approval may be hours. */
async function refuseUnlessAsShown(group: Group, keep: string | undefined, shown: Diagnosis): Promise<void> {
  const now = planOf(diagnose(await examine(group), keep));
  if (words(now) !== words(shown))
    throw new RefusedError(
      `${group.environment.name} is not as it was shown any more, and nothing is changed; repair again, and look at what is shown then`,
    );
}

function words({ steps }: Diagnosis): string {
  return JSON.stringify(steps.map(factsOf));
}
