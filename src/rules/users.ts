/** Who may do what in a group. */
import { contextAlone } from '../redis/acl/context.ts';
import { HELLO_CHANNEL, mayForgeHello } from '../redis/acl/sentinel-rights.ts';
import { groupUsers } from '../topology/users.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

/** The field of the users that every group has: that of Sentinels must speak there. */
const BUILT_IN = 'users.mode';

export const userHelloChannel: Rule = {
  name: 'user-hello-channel',
  severity: 'warning',
  waivable: true,
  summary: 'No user of the definition may speak on the channel that tells who is primary.',
  why: 'Who may publish there can name a primary of its own, and Sentinels believe it.',
  source: 'Redis documentation, Sentinel: its messages on this channel carry no login',
  remedy: 'allow it the channels that it needs instead of all',
  check: (environment) =>
    groupUsers(environment)
      .filter(
        ({ field, rules }) =>
          field !== BUILT_IN && mayForgeHello(rules.redis ?? [], contextAlone(environment.redis.version)),
      )
      .map(({ name, field }) => ({
        field: `${field}.channels`,
        message: `${name} may publish to ${HELLO_CHANNEL}, and so tell Sentinels of a primary of its own`,
      })),
};

export const userDefaultOn: Rule = {
  name: 'user-default-on',
  severity: 'warning',
  waivable: true,
  summary: 'A protected environment that has users has no default user beside them.',
  why: 'Who has the password of the group may do everything, whatever the rights of the users are.',
  source:
    'Redis documentation, ACL: requirepass is the password of the user default, which may do everything',
  remedy: "give users.mode 'required' once everybody logs in as a user",
  check: ({ protected: isProtected, users }) =>
    violatedWhen(isProtected && users.mode === 'optional', {
      field: 'users.mode',
      message: "'optional' leaves the default user of a protected environment on, which may do everything",
    }),
};
