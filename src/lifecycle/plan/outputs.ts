/** What changes of a plan's outputs mean. */
import * as z from 'zod/mini';
import type { TerraformPlan } from '../terraform/plan-json.ts';

/** What becomes of what a stack gives away. */
export interface OutputChanges {
  /** The names of those that change, with what they hold; values are never told. */
  readonly names: readonly string[];
  /**
   * Hosts that run with what an earlier definition rendered, and go on so until a roll-out; undefined where nobody can
   * tell who they are.
   */
  readonly waiting: readonly string[] | undefined;
  /** What they wait for, as far as it is known. */
  readonly waits: readonly Wait[];
}

/** What hosts wait for. */
export interface Wait {
  /** By name, sorted. */
  readonly hosts: readonly string[];
  /** The lines that come and go, as the stack tells them. */
  readonly what: string;
}

/** By their names (src/aws/pending.ts). Its lines bear the time of the plan: only who waits counts. */
const PENDING = 'pending';

const lines = z.record(z.string(), z.unknown());

/** Reads what changes of the outputs. */
export function outputChanges({ output_changes: changes = {} }: TerraformPlan): OutputChanges {
  const { [PENDING]: pending } = changes;
  const [before, after] = [hostsIn(pending?.before), hostsIn(pending?.after)];
  const isSame = before !== undefined && before.join() === after?.join();
  const names = Object.entries(changes)
    .filter(([name, { actions }]) => actions.join() !== 'no-op' && !(name === PENDING && isSame))
    .map(([name]) => name);
  const isKnown =
    pending === undefined || pending.after_unknown === undefined || pending.after_unknown === false;
  return {
    names: names.sort(),
    waiting: isKnown ? after : undefined,
    waits: isKnown ? waitsIn(pending?.after) : [],
  };
}

/** Behind the time of the plan. */
const WAITS = /^\S+: waits for vedette rollout: (.+)$/s;

function waitsIn(value: unknown): readonly Wait[] {
  const read = z.safeParse(lines, value);
  const hosts = new Map<string, string[]>();
  for (const [host, line] of Object.entries(read.success ? read.data : {})) {
    const [, what] = WAITS.exec(String(line)) ?? [];
    if (what !== undefined) hosts.set(what, [...(hosts.get(what) ?? []), host].sort());
  }
  return Array.from(hosts, ([what, waiting]) => ({ hosts: waiting, what }));
}

function hostsIn(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  const read = z.safeParse(lines, value);
  return read.success ? Object.keys(read.data).sort() : undefined;
}
