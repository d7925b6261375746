import type { DirectiveSpec } from './catalogue/index.ts';
import { type Argument, type Directive, directive } from './document.ts';

/** Makes the line of a directive in the form of its file: `sentinel <name> <group> <value>` for an option of a group. */
export function lineOf(
  spec: DirectiveSpec,
  group: string,
  args: readonly Argument[],
  origin: string,
): Directive {
  switch (spec.form) {
    case 'plain':
      return directive(spec.name, args, origin);
    case 'sentinel':
      return directive('sentinel', [spec.name, ...args], origin);
    case 'group':
      return directive('sentinel', [spec.name, group, ...args], origin);
  }
}
