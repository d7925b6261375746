/** A statement of an IAM policy, as far as it is simulated: one kind of condition, and nothing said by exclusion. */
interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string | readonly string[]>> };
}

/** What somebody asks for. */
export interface Request {
  readonly action: string;
  /** What of, by its ARN. */
  readonly arn: string;
  /** What AWS knows of whoever asks, by the keys of conditions. @default nothing */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Whether policies allow an action on a resource: one statement allows it and none denies it (IAM user guide, policy
 * evaluation logic).
 */
export function allows(policies: readonly string[], { action, arn, context = {} }: Request): boolean {
  const about = policies
    .flatMap(statementsOf)
    .filter(({ Action, Resource }) => matches(Action, action, 'i') && matches(Resource, arn, ''))
    .filter(({ Condition }) => holds(Condition, context));
  return about.some(({ Effect }) => Effect === 'Allow') && !about.some(({ Effect }) => Effect === 'Deny');
}

/** The elements of a policy's statements that are not simulated; a policy with one of them would be misread. */
export function unknownElements(policy: string): readonly string[] {
  const known = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];
  const names = statementsOf(policy).flatMap((statement) => [
    ...Object.keys(statement),
    ...Object.keys(statement.Condition ?? {}).filter((operator) => operator !== 'StringEquals'),
  ]);
  return [...new Set(names)].filter((name) => !known.includes(name));
}

/** Keys of conditions have no case (IAM user guide, condition elements). One that is not known holds for nobody. */
function holds(
  { StringEquals = {} }: Statement['Condition'] = {},
  context: Readonly<Record<string, string>>,
): boolean {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(StringEquals).every(([key, values]) =>
    [values].flat().some((value) => value === known.get(key.toLowerCase())),
  );
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
