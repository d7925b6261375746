import type { TerraformResourceLifecycle } from 'cdktf';
import { REFUSED } from '../render/refused-script.ts';
import { type Finding, formatFinding } from '../rules/index.ts';
import { literal } from './literal.ts';

/** Why no host of an environment may be created now. */
export interface Refusal {
  /** The names of the rules that it breaks. */
  readonly rules: readonly string[];
  /** A sentence for each finding, one a line. */
  readonly reason: string;
}

/** What the findings of an environment refuse: those of severity error that nobody waived; undefined without one. */
export function refusalOf(findings: readonly Finding[]): Refusal | undefined {
  const open = findings.filter(({ severity, waived }) => severity === 'error' && waived === undefined);
  return open.length === 0
    ? undefined
    : { rules: [...new Set(open.map(({ rule }) => rule))], reason: open.map(formatFinding).join('\n') };
}

type Condition = NonNullable<TerraformResourceLifecycle['postcondition']>[number];

/**
 * Fails the plan that would create or replace a host, and no other: changes of `user_data` are ignored, so that a host
 * that stays keeps the script of its state, and one that comes has the script that refuses (Terraform language,
 * postconditions: judged by the plan where the value is known). What a destroy reads again stays as it is, too.
 */
export function notCreated({ reason }: Refusal): Condition {
  return {
    condition: `\${try(!startswith(self.user_data, ${JSON.stringify(REFUSED)}), true)}`,
    errorMessage: literal(
      `No host may be created now; those that run stay as they are:\n${reason}`.normalize('NFC'),
      'findings',
    ),
  };
}
