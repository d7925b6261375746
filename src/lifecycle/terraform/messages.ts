/** What Terraform tells while it works, a JSON document a line (Terraform, machine-readable UI, version 1). */
import * as z from 'zod/mini';
import { onOneLine } from '../../base/errors.ts';

/** Something that is wrong, in Terraform's words. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** The resource that it is about; undefined where it is about none. */
  readonly address: string | undefined;
  /** One line, or several. Nothing in it steers a terminal. */
  readonly text: string;
}

/** A message of Terraform, as far as it is read. */
export type Message =
  | { readonly kind: 'diagnostic'; readonly diagnostic: Diagnostic }
  /** An action on a resource begins, goes on, or comes to its end. */
  | {
      readonly kind: 'begun' | 'going' | 'done' | 'failed';
      readonly address: string;
      readonly action: string;
      readonly seconds: number;
    }
  | { readonly kind: 'refreshed'; readonly address: string }
  /** Terraform has come to the end of what it was asked for. */
  | {
      readonly kind: 'summary';
      readonly operation: string;
      readonly added: number;
      readonly changed: number;
      readonly destroyed: number;
    };

const KINDS = {
  apply_start: 'begun',
  apply_progress: 'going',
  apply_complete: 'done',
  apply_errored: 'failed',
} as const;

const resource = z.object({ addr: z.string() });

const hook = z.object({
  type: z.enum(['apply_start', 'apply_progress', 'apply_complete', 'apply_errored']),
  hook: z.object({ resource, action: z.string(), elapsed_seconds: z.optional(z.number()) }),
});

const refresh = z.object({ type: z.literal('refresh_complete'), hook: z.object({ resource }) });

const summary = z.object({
  type: z.literal('change_summary'),
  changes: z.object({ add: z.number(), change: z.number(), remove: z.number(), operation: z.string() }),
});

const diagnostic = z.object({
  type: z.literal('diagnostic'),
  diagnostic: z.object({
    severity: z.enum(['error', 'warning']),
    summary: z.string(),
    detail: z._default(z.string(), ''),
    address: z.optional(z.string()),
  }),
});

const known = z.union([hook, refresh, summary, diagnostic]);

/** Reads a line; undefined for one that is no message, or one that nothing here depends on. */
export function readMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  const read = z.safeParse(known, asJson(line));
  return read.success ? messageOf(read.data) : undefined;
}

function messageOf(message: z.infer<typeof known>): Message {
  if (message.type === 'diagnostic') return { kind: 'diagnostic', diagnostic: diagnosticOf(message) };
  if (message.type === 'refresh_complete')
    return { kind: 'refreshed', address: onOneLine(message.hook.resource.addr) };
  if (message.type === 'change_summary') {
    const { add, change, remove, operation } = message.changes;
    return { kind: 'summary', operation, added: add, changed: change, destroyed: remove };
  }
  const { resource: subject, action, elapsed_seconds: seconds = 0 } = message.hook;
  return { kind: KINDS[message.type], address: onOneLine(subject.addr), action: onOneLine(action), seconds };
}

function diagnosticOf({ diagnostic: one }: z.infer<typeof diagnostic>): Diagnostic {
  const lines = [one.summary, ...one.detail.split('\n')].map((line) => onOneLine(line.trim()));
  const about = one.address === undefined ? '' : `${onOneLine(one.address)}: `;
  return {
    severity: one.severity,
    address: one.address,
    text: `${about}${lines.filter((line) => line !== '').join('\n')}`,
  };
}

/** A line that was cut, as where Terraform was killed while it wrote, is no message. */
function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
