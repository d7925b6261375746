/** The user that Sentinel logs in as, and who else can speak as a Sentinel. */
import { HELLO_CHANNEL, mayForgeHello, missingRights } from '../../redis/sentinel-rights.ts';
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import type { FileGroup, FileServer } from './configuration.ts';
import { isOn, loginOf, rulesOf, serversOf, userNamed } from './login.ts';

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
        .filter((line) => mayForgeHello(rulesOf(line)))
        .map(({ place, args: [name] }) => ({
          ...place,
          message: `${String(name)} may publish to ${HELLO_CHANNEL}, and so tell Sentinels of a primary of its own`,
          remedy: 'allow it the channels that it needs instead of all',
        }));
    }),
};

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
  const missing = isOn(rules) ? missingRights(rules) : ['on'];
  return violatedWhen(missing.length > 0, {
    ...line.place,
    message: `${name}, which Sentinel logs in as, lacks ${missing.join(' ')}`,
    remedy: 'add these rules',
  });
}
