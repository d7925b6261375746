/** A statement of an IAM policy, as far as it is simulated: no conditions, and nothing said by exclusion. */
interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

/**
 * Whether policies allow an action on a resource: one statement allows it and none denies it (IAM user guide, policy
 * evaluation logic).
 */
export function allows(policies: readonly string[], action: string, arn: string): boolean {
  const about = policies
    .flatMap(statementsOf)
    .filter(({ Action, Resource }) => matches(Action, action, 'i') && matches(Resource, arn, ''));
  return about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny');
}

/** The elements of a policy's statements that are not simulated; a policy with one of them would be misread. */
export function unknownElements(policy: string): readonly string[] {
  const known = ['Sid', 'Effect', 'Action', 'Resource'];
  const names = statementsOf(policy).flatMap((statement) => Object.keys(statement));
  return [...new Set(names)].filter((name) => !known.includes(name));
}

function statementsOf(policy: string): readonly Statement[] {
  const { Statement: found = [] }: { readonly Statement?: Statement | readonly Statement[] } =
    JSON.parse(policy);
  return [found].flat();
}

/** In patterns `*` stands for any characters and `?` for one. */
function matches(patterns: string | readonly string[] | undefined, text: string, flags: string): boolean {
  return [patterns ?? []].flat().some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    return new RegExp(`^${source}$`, flags).test(text);
  });
}
