/** Passwords: what a server asks for, and what those who connect to it give. */
import type { Argument } from '../../redis/document.ts';
import { hashOf } from '../../redis/password.ts';
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import type { FileGroup, FileServer, FileSettings, Line } from './configuration.ts';

/** What the user default of a server asks for. */
type Login =
  /** Users stand in a file of their own. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'open' }
  /** Nobody logs in as default. */
  | { readonly kind: 'off' }
  | { readonly kind: 'password'; readonly line: Line; readonly passwords: readonly Argument[] };

/** How the user default of a server or Sentinel logs in: a line `user default` stands above requirepass. */
export function loginOf(settings: FileSettings): Login {
  if (textOf(settings.lines('aclfile').at(-1)) !== '') return { kind: 'unknown' };
  const user = userNamed(settings, 'default');
  const line = settings.lines('requirepass').at(-1);
  if (user !== undefined) return loginBy(user);
  const [password = ''] = line?.args ?? [];
  return line === undefined || password === ''
    ? { kind: 'open' }
    : { kind: 'password', line, passwords: [password] };
}

/** A password takes `nopass` away, and `nopass` or `resetpass` all passwords before it (redis acl.c, ACLSetUser). */
function loginBy(line: Line): Login {
  const rules = rulesOf(line);
  if (!isOn(rules)) return { kind: 'off' };
  const cleared = rules.findLastIndex((rule) => ['nopass', 'resetpass', 'reset'].includes(rule));
  const passwords = rules.slice(cleared + 1).filter((rule) => /^[>#]/.test(rule));
  if (passwords.length > 0) return { kind: 'password', line, passwords };
  return { kind: rules[cleared] === 'nopass' ? 'open' : 'off' };
}

/** True for rules of a user that may log in: a new user is off. */
export function isOn(rules: readonly string[]): boolean {
  return rules.findLast((rule) => ['on', 'off', 'reset'].includes(rule)) === 'on';
}

/** The line of a user; undefined if there is none. */
export function userNamed({ lines }: FileSettings, name: string): Line | undefined {
  return lines('user').find(({ args }) => args[0] === name);
}

/** The rules of a user. */
export function rulesOf({ args }: Line): readonly string[] {
  return args.slice(1).filter((rule) => typeof rule === 'string');
}

export const masterauthMissing: FileRule = {
  name: 'masterauth-missing',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'A server that asks for a password has one to give: roles swap.',
  why: "It can't log in to the next primary, so it never becomes a replica.",
  source: 'Redis documentation, High availability with Redis Sentinel: Sentinel and Redis authentication',
  remedy: 'write masterauth with the password of the group',
  check: ({ servers }) =>
    servers.flatMap((server) => {
      const login = loginOf(server);
      return violatedWhen(login.kind === 'password' && textOf(server.lines('masterauth').at(-1)) === '', {
        ...placeOfLogin(login, server),
        message: 'asks for a password while masterauth gives none, so this server can never be a replica',
      });
    }),
};

export const requirepassMissing: FileRule = {
  name: 'requirepass-missing',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'A server that gives a password asks for one: roles swap.',
  why: 'Once it is primary it refuses the login of its replicas, and their links stay down.',
  source:
    'measured on 7.0.15: a primary without a password refuses the login of its replica, and the link stays down',
  remedy: 'write requirepass with the same password',
  check: ({ servers }) =>
    servers.flatMap((server) => {
      const line = server.lines('masterauth').at(-1);
      if (line === undefined || textOf(line) === '' || server.lines('masteruser').length > 0) return [];
      return violatedWhen(loginOf(server).kind === 'open', {
        ...line.place,
        message:
          'gives a password that no server asks for, so this one refuses its replicas once it is primary',
      });
    }),
};

export const authPassMissing: FileRule = {
  name: 'auth-pass-missing',
  judges: 'files',
  needs: ['server', 'sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'Sentinel has the password that the servers ask for.',
  why: 'To Sentinel a server that answers NOAUTH is down, so it calls all of them down.',
  source: 'redis sentinel.c, sentinelSendAuthIfNeeded; an answer NOAUTH counts as down',
  remedy: 'write sentinel auth-pass with the group and the password of its servers',
  check: ({ servers, groups }) =>
    groups.flatMap((group) => {
      const asking = serversOf(group, servers).some((server) => loginOf(server).kind === 'password');
      return violatedWhen(asking && group.lines('auth-pass').length === 0, {
        ...group.get('auth-pass').place,
        message: 'is missing while the servers ask for a password, so Sentinel calls them all down',
        remedy: `write sentinel auth-pass ${group.name} with their password`,
      });
    }),
};

export const secretEqual: FileRule = {
  name: 'secret-equal',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'What is given as password is what is asked for, on every host of a group.',
  why: 'Who gives another password is refused: a replica does not follow, and Sentinel calls the server down.',
  source: 'Redis documentation, High availability with Redis Sentinel: Sentinel and Redis authentication',
  remedy: 'give the password of the group everywhere',
  check: ({ servers, groups }) => [
    ...servers.flatMap((server) => {
      const given = server.lines('masteruser').length > 0 ? undefined : server.lines('masterauth').at(-1);
      return refusedBy(given, server.group === undefined ? [server] : serversOf(server.group, servers));
    }),
    ...groups.flatMap((group) => {
      const given = group.lines('auth-user').length > 0 ? undefined : group.lines('auth-pass').at(-1);
      return refusedBy(given, serversOf(group, servers));
    }),
  ],
};

export const secretDistinct: FileRule = {
  name: 'secret-distinct',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'Every group has a password of its own.',
  why: 'A server at an address that another group remembers is made its replica, if the password fits.',
  source:
    'redis sentinel.c, sentinelRefreshInstanceInfo: a server at an address that another group remembers is made its replica',
  remedy: 'give each group a password of its own',
  check: ({ groups }) =>
    groups.flatMap(({ name, lines }) => {
      const line = lines('auth-pass').at(-1);
      const [password] = line?.args ?? [];
      const other = groups.find(
        (one) => one.name !== name && isSame(one.lines('auth-pass').at(-1)?.args[0], password),
      );
      return line === undefined || other === undefined
        ? []
        : [
            {
              ...line.place,
              message: `is the password of ${other.name} too, so one group can take over servers of the other`,
            },
          ];
    }),
};

export const sentinelPassword: FileRule = {
  name: 'sentinel-password',
  judges: 'files',
  needs: ['sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'All Sentinels ask for the same password, or none does.',
  why: 'A Sentinel logs in at the others with its own password: where theirs is another, it calls them down and finds no quorum.',
  source: 'measured on 7.0.15 and 8.0.2: a Sentinel that lacks it calls the others down and finds no quorum',
  remedy: 'give all Sentinels the same requirepass, or none',
  check: ({ sentinels }) => {
    const [first, ...others] = sentinels;
    if (first === undefined || sentinels.some(({ lines }) => lines('sentinel-pass').length > 0)) return [];
    return others.flatMap((sentinel) =>
      violatedWhen(!isSame(passwordOf(sentinel), passwordOf(first)), {
        ...sentinel.get('requirepass').place,
        message: `is not what ${first.file.path} says, and Sentinels log in at each other with their own password`,
      }),
    );
  },
};

/** The servers that belong to a group. */
export function serversOf({ name }: FileGroup, servers: readonly FileServer[]): readonly FileServer[] {
  return servers.filter(({ group }) => group?.name === name);
}

/** Where a password is given that a server does not take. */
function refusedBy(given: Line | undefined, servers: readonly FileServer[]): readonly Violation[] {
  const [password = ''] = given?.args ?? [];
  if (given === undefined || password === '') return [];
  const refusing = servers.find((server) => {
    const login = loginOf(server);
    return login.kind === 'password' && !login.passwords.some((asked) => isAskedFor(password, asked));
  });
  if (refusing === undefined) return [];
  return [
    {
      ...given.place,
      message: `is not the password that ${refusing.file.path} asks for`,
    },
  ];
}

/** A rule of a user holds a password as `>text` or as `#` and its SHA-256. */
function isAskedFor(given: Argument, asked: Argument): boolean {
  if (typeof given !== 'string' || typeof asked !== 'string') return isSame(given, asked);
  return [given, `>${given}`, `#${hashOf(given)}`].includes(asked);
}

function placeOfLogin(login: Login, server: FileSettings): Line['place'] {
  return login.kind === 'password' ? login.line.place : server.get('requirepass').place;
}

function passwordOf({ lines }: FileSettings): Argument {
  return lines('requirepass').at(-1)?.args[0] ?? '';
}

/** A password that is not known here is told by the name of its secret. */
function isSame(one: Argument | undefined, other: Argument | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The first argument of a line; empty where there is none. */
function textOf(line: Line | undefined): string {
  const [first = ''] = line?.args ?? [];
  return typeof first === 'string' ? first : first.secret;
}
