/** The user that Sentinel logs in as, and who else can speak as a Sentinel. */
import { type AclContext, aclContextOf } from '../../redis/acl/context.ts';
import { excessRights } from '../../redis/acl/sentinel-excess.ts';
import {
  HELLO_CHANNEL,
  mayForgeHello,
  missingRights,
  outcomeWithout,
} from '../../redis/acl/sentinel-rights.ts';
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import type { FileGroup, FileServer } from './configuration.ts';
import { isOn, loginOf, rulesOf, serversOf, userNamed } from './login.ts';
import { listensLocally } from './reach.ts';

export const aclSentinelUser: FileRule = {
  name: 'acl-sentinel-user',
  judges: 'files',
  needs: ['server', 'sentinel'],
  severity: 'error',
  waivable: false,
  summary: 'The user that Sentinel logs in as exists and may do what a failover takes.',
  why: 'Without its rights Sentinel finds no other Sentinel, or promotes nobody.',
  source:
    'redis sentinel.c, the commands that it sends; measured: without the hello channel Sentinels do not find each other, without CONFIG REWRITE nobody is promoted',
  remedy: 'write the user with the rules that the finding names',
  check: ({ servers, groups }) =>
    groups.flatMap((group) => serversOf(group, servers).flatMap((server) => loginProblems(group, server))),
};

export const aclHelloChannel: FileRule = {
  name: 'acl-hello-channel',
  judges: 'files',
  needs: ['server', 'sentinel'],
  severity: 'warning',
  waivable: false,
  summary: 'Only Sentinel speaks on the channel that tells who is primary.',
  why: 'Who may publish there can name a primary of its own, and Sentinels believe it.',
  source: 'Redis documentation, Sentinel: its messages on this channel carry no login',
  remedy: 'allow users the channels that they need instead of all',
  check: ({ servers }) =>
    servers.flatMap((server) => {
      const own = new Set(['default', userOf(server.group)]);
      return server
        .lines('user')
        .filter(({ args: [name] }) => typeof name === 'string' && !own.has(name))
        .filter((line) => mayForgeHello(rulesOf(line), contextOf(server)))
        .map(({ place, args: [name] }) => ({
          ...place,
          message: `${String(name)} may publish to ${HELLO_CHANNEL}, and so tell Sentinels of a primary of its own`,
          remedy: 'allow it the channels that it needs instead of all',
        }));
    }),
};

export const aclDefaultOpen: FileRule = {
  name: 'acl-default-open',
  judges: 'files',
  needs: [],
  severity: 'error',
  waivable: false,
  summary: 'Where users are named, the user default is off or has a password.',
  why: 'Every connection begins as default: who gives no name and no password may do what default may.',
  source:
    'Redis documentation, ACL: new connections are authenticated as default, which is on without a password',
  remedy: 'write user default off, or give it a password',
  check: ({ servers, sentinels }) =>
    [...servers, ...sentinels].flatMap((settings) => {
      const [named] = settings.lines('user').filter(({ args: [name] }) => name !== 'default');
      const own = userNamed(settings, 'default');
      const mayDo = own === undefined || rulesOf(own).some((rule) => /^(?:\+|allcommands$)/i.test(rule));
      if (named === undefined || !mayDo || loginOf(settings).kind !== 'open') return [];
      return [
        {
          ...(own ?? named).place,
          message: `leaves the user default on without a password, so nobody needs to log in as ${String(named.args[0])}`,
          severity: listensLocally(settings) ? 'warning' : 'error',
        },
      ];
    }),
};

export const aclSentinelExcess: FileRule = {
  name: 'acl-sentinel-excess',
  judges: 'files',
  needs: ['server', 'sentinel'],
  severity: 'warning',
  waivable: false,
  summary: 'The user that Sentinel logs in as may do no more than a failover takes.',
  why: 'Its password stands in the sentinel.conf of each Sentinel: whoever reads one of them may do all that this user may.',
  source:
    'Redis documentation, Sentinel: the rights of its user; redis sentinel.c, the commands that it sends',
  remedy: 'give it these commands alone, and no keys',
  check: ({ servers, groups }) =>
    groups.flatMap((group) => serversOf(group, servers).flatMap((server) => excessOf(group, server))),
};

function excessOf(group: FileGroup, server: FileServer): readonly Violation[] {
  const name = userOf(group);
  const line = name === 'default' ? undefined : userNamed(server, name);
  if (line === undefined) return [];
  const excess = excessRights(rulesOf(line), contextOf(server));
  return violatedWhen(excess.length > 0, {
    ...line.place,
    message: `${name}, which Sentinel logs in as, may also ${excess.join(', and ')}`,
  });
}

function contextOf({ file }: FileServer): AclContext {
  return aclContextOf(file.document, file.version, 'redis');
}

/** Who Sentinel logs in as at the servers of a group. */
function userOf(group: FileGroup | undefined): string {
  return group?.get('auth-user').words[0] ?? 'default';
}

function loginProblems(group: FileGroup, server: FileServer): readonly Violation[] {
  // With an aclfile the users stand elsewhere.
  if (loginOf(server).kind === 'unknown') return [];
  const name = userOf(group);
  const line = userNamed(server, name);
  const { place } = group.get('auth-user');
  if (line === undefined)
    return violatedWhen(name !== 'default', {
      ...place,
      message: `${name} is no user of ${server.file.path}, so Sentinel can't log in`,
      remedy: `write user ${name} there`,
    });
  const rules = rulesOf(line);
  const missing = isOn(rules) ? missingRights(rules, contextOf(server)) : ['on'];
  const outcome = isOn(rules) ? outcomeWithout(missing) : "it can't log in";
  return violatedWhen(missing.length > 0, {
    ...line.place,
    message: `${name}, which Sentinel logs in as, lacks ${missing.join(' ')}${outcome === undefined ? '' : `, so ${outcome}`}`,
    remedy: 'add these rules',
  });
}
