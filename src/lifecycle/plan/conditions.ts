/** What stacks refuse by conditions of their own (src/aws/guards), as a plan tells it. */
import * as z from 'zod/mini';
import type { DataRefusal } from '../../diff/infrastructure/action.ts';
import type { TerraformPlan } from '../terraform/plan-json.ts';

/** As far as it is read (Terraform, JSON output format, checks representation). */
const checks = z.array(
  z.object({
    address: z.object({ to_display: z.string() }),
    status: z.string(),
    instances: z.optional(
      z.array(z.object({ problems: z.optional(z.array(z.object({ message: z.string() }))) })),
    ),
  }),
);

/** Those that hold, or are asked when the plan is applied. */
const FINE: ReadonlySet<string> = new Set(['pass', 'unknown']);

/** Every condition that does not hold, with its message. One whose form is not known does not hold. */
export function failedConditions({ checks: told }: TerraformPlan): readonly DataRefusal[] {
  if (told === undefined || told === null) return [];
  const read = z.safeParse(checks, told);
  if (!read.success)
    return [
      { address: 'checks', reason: 'the conditions of the plan have a form that vedette does not know' },
    ];
  return read.data
    .filter(({ status }) => !FINE.has(status))
    .flatMap(({ address, instances = [] }) => {
      const messages = instances.flatMap(({ problems = [] }) => problems.map(({ message }) => message));
      const reasons = messages.length === 0 ? ['a condition of it does not hold'] : messages;
      return reasons.map((reason) => ({
        address: address.to_display,
        reason: reason.replace(/\s+/g, ' ').replace(/\.$/, ''),
      }));
    });
}
