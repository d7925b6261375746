/** Something that is broken in a group. */
import type { Milliseconds } from '../../base/units.ts';
import type { Operation, Step } from '../step.ts';

/** What can be broken, in the order in which it is told and mended. */
export const AILMENTS = [
  'silent',
  'loading',
  'failover-running',
  'tilt',
  'two-primaries',
  'no-primary',
  'doubtful-primary',
  'wrong-login',
  'wrong-primary',
  'sentinels-astray',
  'unwatched',
  'blind-sentinel',
  'stale-peers',
  'missing-peers',
  'cut-off',
  'syncing',
  'priority',
  'write-guard',
  'paused',
  'unwritten-file',
  'unsaved',
  'other',
] as const;

export type AilmentKind = (typeof AILMENTS)[number];

/** Something that is broken. Each text is a clause. */
export interface Ailment {
  readonly kind: AilmentKind;
  /** Where; empty for what is about the group as a whole. */
  readonly hosts: readonly string[];
  readonly seen: string;
  /** What it means while it lasts. */
  readonly means: string;
  /** Who mends it by themselves, and within which time: it is waited for that. Absent where nobody does. */
  readonly mendsItself?: { readonly by: string; readonly within: Milliseconds };
  readonly cure: Cure;
}

/** What mends it. */
export type Cure =
  /** Steps that can be taken. */
  | { readonly kind: 'steps'; readonly steps: readonly RepairStep[] }
  /** Data would be lost either way: a person says whose stay. */
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  /** Nothing that can be done from here. */
  | { readonly kind: 'person'; readonly todo: string };

/** A data host whose data may be those that stay, and what would be lost. */
export interface Choice {
  /** For `--keep`. */
  readonly keep: string;
  /** What it has, as a clause. */
  readonly has: string;
  readonly loses: readonly string[];
}

/** What a step of a repair works on: it makes and ends no machines. */
export type RepairOperation = Pick<Operation, 'group' | 'tell' | 'signal'>;

/** A step of a repair. */
export interface RepairStep extends Step<RepairOperation> {
  readonly kind: 'repair';
  /** What is lost by it, each a clause; empty where nothing is. */
  readonly loses: readonly string[];
}

/** A cure that takes steps. */
export function steps(...taken: readonly RepairStep[]): Cure {
  return { kind: 'steps', steps: taken };
}

/** A cure that nobody can take from here. */
export function person(todo: string): Cure {
  return { kind: 'person', todo };
}
