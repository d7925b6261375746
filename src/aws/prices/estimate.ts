/** What an environment costs, as far as its stack tells. Plain data without cdktf. */
import type { JsonObject, SynthesizedStack } from '../synthesized-stack.ts';
import { BILLING, type Charge, creditsOf } from './charges.ts';

/** Something in a stack that is paid for by time. */
export interface CostRow extends Charge {
  /** Its address in Terraform, such as `aws_instance.instance_ns`. */
  readonly resource: string;
}

/** What a stack costs on demand, in US dollars, before discounts and taxes. */
export interface Estimate {
  readonly region: string;
  readonly rows: readonly CostRow[];
  /** All whose price is known. Where anything is unknown, it is the least that the stack costs. */
  readonly perHour: number;
  /** What has no known price, each kind once; empty where `perHour` is whole. */
  readonly unknown: readonly string[];
  /** What is paid for by use, and counted nowhere. */
  readonly notCounted: readonly string[];
}

/**
 * Estimates what a stack costs. A type of resource that the table does not have is unknown, never free.
 *
 * @param region whose prices count
 */
export function estimate(stack: SynthesizedStack, region: string): Estimate {
  const resources = Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) =>
    Object.entries(blocks).map(([name, block]) => ({ type, address: `${type}.${name}`, block })),
  );
  const rows = resources.flatMap(({ type, address, block }) =>
    chargesOf(type, block, region).map((charge): CostRow => ({ resource: address, ...charge })),
  );
  return {
    region,
    rows,
    perHour: rows.reduce((sum, { perHour = 0 }) => sum + perHour, 0),
    unknown: distinct(rows.flatMap(({ kind, perHour }) => (perHour === undefined ? [kind] : []))),
    notCounted: distinct(resources.flatMap(({ type, block }) => usesOf(type, block))),
  };
}

/** What several objects, or none, come of is not known here. */
function chargesOf(type: string, block: JsonObject, region: string): readonly Charge[] {
  const billing = Object.hasOwn(BILLING, type) ? BILLING[type] : undefined;
  if (billing === undefined || 'count' in block || 'for_each' in block)
    return [{ kind: type, perHour: undefined, prices: [] }];
  return billing.charges?.(block, region) ?? [];
}

function usesOf(type: string, block: JsonObject): readonly string[] {
  const { byUse } = (Object.hasOwn(BILLING, type) ? BILLING[type] : undefined) ?? {};
  return [byUse, creditsOf(block)].filter((use) => use !== undefined);
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
