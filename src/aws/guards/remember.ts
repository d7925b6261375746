import type { TerraformStack } from 'cdktf';

/** A value that the state keeps as it was first applied. */
export interface Memory {
  /** The end of its address: `terraform_data.<id>`. */
  readonly id: string;
  /** What is kept at the first apply. Later ones leave it alone, until the resource goes or is replaced. */
  readonly value: string;
  /** What must hold of the value that is kept, `self.output`; an expression. */
  readonly condition: string;
  /** What a plan that breaks it says: one sentence, in which `${self.output}` is the value that is kept. */
  readonly message: string;
}

/**
 * Keeps a value in the state and refuses every plan that does not agree with it. Terraform compares resources with their
 * state, and nothing else: what a definition must not change by itself, such as a name, needs a resource of its own. As
 * an override, since cdktf's class for it asks for a terraform binary at synth.
 */
export function remember(stack: TerraformStack, { id, value, condition, message }: Memory): void {
  stack.addOverride(`resource.terraform_data.${id}`, {
    input: value,
    lifecycle: {
      ignore_changes: ['input'],
      postcondition: { condition: `\${${condition}}`, error_message: message },
    },
  });
}
