/** How far Terraform is, folded from what it tells. */
import type { Diagnostic, Message } from './messages.ts';

/** An action on a resource. */
export interface Step {
  readonly address: string;
  /** `create`, `update`, `delete` and the like. */
  readonly action: string;
}

/** What Terraform has told so far. */
export interface Progress {
  /** What it has begun and not ended, in order. */
  readonly open: readonly Step[];
  readonly done: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  /** How it ended; undefined for as long as it has not. */
  readonly summary: Extract<Message, { readonly kind: 'summary' }> | undefined;
}

/** Before anything was told. */
export const NOTHING_YET: Progress = { open: [], done: [], diagnostics: [], summary: undefined };

/** How far it is after one more message. */
export function advance(before: Progress, message: Message): Progress {
  switch (message.kind) {
    case 'diagnostic':
      return { ...before, diagnostics: [...before.diagnostics, message.diagnostic] };
    case 'summary':
      return { ...before, summary: message };
    case 'begun':
      return { ...before, open: [...before.open, stepOf(message)] };
    case 'done':
      return { ...ended(before, message), done: [...before.done, stepOf(message)] };
    case 'failed':
      return ended(before, message);
    default:
      return before;
  }
}

function ended(before: Progress, step: Step): Progress {
  const at = before.open.findIndex(
    ({ address, action }) => address === step.address && action === step.action,
  );
  return at < 0 ? before : { ...before, open: before.open.toSpliced(at, 1) };
}

function stepOf({ address, action }: Step): Step {
  return { address, action };
}

/** What went wrong, a text for each. */
export function errorsOf({ diagnostics }: Progress): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ text }) => text);
}

const PAST: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'changed',
  delete: 'destroyed',
  read: 'read',
};

const PRESENT: Readonly<Record<string, string>> = {
  create: 'creating',
  update: 'changing',
  delete: 'destroying',
  read: 'reading',
};

/** Says of a resource what was done to it, once that is done. */
export function describeDone({ address, action }: Step, seconds: number): string {
  return `${address}: ${PAST[action] ?? `${action} done`}${seconds > 0 ? ` after ${seconds} s` : ''}`;
}

/** Says what is being done, for people who wait for it. */
export function describeOpen(steps: readonly Step[]): string {
  const [first, ...others] = steps;
  if (first === undefined) return '';
  const also = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${PRESENT[first.action] ?? first.action} ${first.address}${also}`;
}
