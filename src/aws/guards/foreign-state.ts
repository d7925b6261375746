import type { TerraformStack } from 'cdktf';
import { remember } from './remember.ts';

/**
 * A state that was copied or renamed holds another environment, and a plan would destroy that one to build this. The
 * name that the state was begun with never changes, and a plan fails where it is another.
 */
export function refuseForeignState(stack: TerraformStack, name: string): void {
  remember(stack, {
    id: 'environment',
    value: name,
    condition: `self.output == "${name}"`,
    message: `The state holds the environment \${self.output}, not ${name}: give ${name} a state of its own.`,
  });
}
