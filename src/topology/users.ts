/** What the fields of users mean together. */
import { messageOf } from '../base/errors.ts';
import { builtInUsers } from '../redis/acl/built-in-users.ts';
import { contextAlone } from '../redis/acl/context.ts';
import { canonicalRules } from '../redis/acl/user.ts';
import type { DocumentKind } from '../redis/document.ts';
import type { Environment, UserRights } from './environment.ts';
import type { FieldProblem } from './field-problem.ts';

/** True where there are users beside the default one, or in its place. */
export function hasUsers({ users }: Pick<Environment, 'users'>): boolean {
  return users.mode !== 'off';
}

/** True where nobody may do anything without the name of a user. */
export function requiresUsers({ users }: Pick<Environment, 'users'>): boolean {
  return users.mode === 'required';
}

/** The user whom everybody is that names none. Where users are not required, its password is that of the group. */
export const DEFAULT_USER = 'default';

/** A user of a group. */
export interface GroupUser {
  readonly name: string;
  /** Its rules on the port of each program, without passwords; absent where it has no business there. */
  readonly rules: Readonly<Partial<Record<DocumentKind, readonly string[]>>>;
  /** The field that it comes from. */
  readonly field: string;
}

/** What users follow from. */
type Deciding = Pick<Environment, 'users'> & { readonly redis: Pick<Environment['redis'], 'version'> };

/** The users of a group beside the default one, those that every group has first; none where users are off. */
export function groupUsers({ redis, users }: Deciding): readonly GroupUser[] {
  if (!hasUsers({ users })) return [];
  const builtIn = builtInUsers(redis.version).map(({ name, redis: data, sentinel }): GroupUser => {
    const isChanged = name === 'application' && Object.keys(users.application).length > 0;
    const rules = isChanged && data !== undefined ? withRights(data, users.application) : data;
    return {
      name,
      rules: { ...(rules && { redis: rules }), ...(sentinel && { sentinel }) },
      field: isChanged ? 'users.application' : 'users.mode',
    };
  });
  const finding = builtIn.find(({ name }) => name === 'application')?.rules.sentinel;
  const more = Object.entries(users.more).map(
    ([name, rights]): GroupUser => ({
      name,
      rules: { redis: withRights(['resetchannels'], rights), ...(finding && { sentinel: finding }) },
      field: `users.more.${name}`,
    }),
  );
  return [...builtIn, ...more];
}

/** Those that have business on the port of a program. */
export function usersOf(environment: Deciding, kind: DocumentKind): readonly GroupUser[] {
  return groupUsers(environment).filter(({ rules }) => rules[kind] !== undefined);
}

/** Rules with others in the place of those about keys, channels or commands, where there are others. */
function withRights(rules: readonly string[], { keys, channels, commands }: UserRights): readonly string[] {
  const kept = (sign: RegExp): readonly string[] => rules.filter((rule) => sign.test(rule));
  return [
    ...kept(/^resetchannels$/),
    ...(keys?.map((pattern) => (pattern.startsWith('%') ? pattern : `~${pattern}`)) ?? kept(/^[~%]/)),
    ...(channels?.map((pattern) => `&${pattern}`) ?? kept(/^&/)),
    ...(commands ?? kept(/^[+-]/)),
  ];
}

/** Problems of rules that Redis would refuse, with which it does not start. */
export function userProblems(environment: Deciding): readonly FieldProblem[] {
  const { redis, users } = environment;
  const context = contextAlone(redis.version);
  const written = groupUsers({ redis, users: { ...users, mode: 'required' } });
  return written.flatMap(({ field, rules }) => {
    try {
      canonicalRules(rules.redis ?? [], context);
      return [];
    } catch (error) {
      return [{ field, message: messageOf(error) }];
    }
  });
}
