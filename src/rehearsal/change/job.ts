/** What a process is given that changes a group, and what it tells. */
import type { CloudEntry } from '../../local/registry.ts';
import type { Environment } from '../../topology/environment.ts';

/** What it is given: the first line that it reads. */
export interface ChangeJob {
  /** A roll-out of `after`, or a rotation of the password of a group that stays as it is. */
  readonly kind: 'roll-out' | 'rotation';
  readonly cloud: CloudEntry;
  /** What the hosts were last brought to. */
  readonly before: Environment;
  /** What they are to be. */
  readonly after: Environment;
}

/** What it tells, each on a line. */
export type ChangeEvent =
  /** The steps are agreed to, and the first one begins. */
  | { readonly kind: 'begun'; readonly steps: number }
  /** What the command says while it works, such as a step that is done. */
  | { readonly kind: 'told'; readonly text: string }
  /** All but the clients have the new password: a line that is read says that they have it. */
  | { readonly kind: 'clients' }
  | ChangeEnd;

/** What became of it. */
export type ChangeEnd =
  /** Everything is as it is to be, or not: `text` says it in a sentence without a full stop. */
  | { readonly kind: 'done' | 'stopped'; readonly text: string }
  /** Nothing is changed: no roll-out comes to a good end, and each says why and what would make one possible. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };
