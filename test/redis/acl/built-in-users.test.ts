import test from 'ava';
import { BUILT_IN_USERS, builtInUsers } from '../../../src/redis/acl/built-in-users.ts';
import { contextAlone } from '../../../src/redis/acl/context.ts';
import { mayForgeHello, missingRights } from '../../../src/redis/acl/sentinel-rights.ts';
import { canonicalRules } from '../../../src/redis/acl/user.ts';
import { ENGINE_VERSIONS, type EngineVersion } from '../../../src/redis/catalogue/index.ts';
import type { DocumentKind } from '../../../src/redis/document.ts';
import { withSentinel, withServer } from '../../_redis.ts';
import { ENGINES } from '../_engines.ts';

const KINDS = ['redis', 'sentinel'] as const;

/** The lines of the users of one port. */
function linesOf(version: EngineVersion, kind: DocumentKind): string {
  return builtInUsers(version)
    .flatMap(({ name, [kind]: rules }) =>
      rules === undefined ? [] : [`user ${name} on nopass ${rules.join(' ')}`],
    )
    .join('\n');
}

test('there is one user each, with rules that every version understands', (t) => {
  for (const version of ENGINE_VERSIONS) {
    t.deepEqual(
      builtInUsers(version).map(({ name }) => name),
      [...BUILT_IN_USERS],
    );
    for (const kind of KINDS)
      for (const { name, [kind]: rules } of builtInUsers(version))
        if (rules !== undefined)
          t.notThrows(
            () => canonicalRules(rules, contextAlone(version, kind)),
            `${name} of ${kind}, ${version}`,
          );
  }
});

test('Sentinel lacks nothing as its user, and no other user can speak as a Sentinel', (t) => {
  for (const version of ENGINE_VERSIONS)
    for (const { name, redis = [], sentinel = [] } of builtInUsers(version)) {
      const lacks = missingRights(redis, contextAlone(version));
      t.is(lacks.length === 0, name === 'sentinel', `${name}, ${version}`);
      for (const [kind, rules] of [
        ['redis', redis],
        ['sentinel', sentinel],
      ] as const)
        t.is(mayForgeHello(rules, contextAlone(version, kind)), name === 'sentinel', `${name}, ${version}`);
    }
});

for (const { version, server, real } of ENGINES) {
  real('a server starts with the users of its port', async (t) => {
    const told = await withServer(
      linesOf(version, 'redis'),
      (client) => client.command('ACL', 'USERS'),
      server,
    );
    t.deepEqual(told, [...BUILT_IN_USERS, 'default'].toSorted());
  });

  real('a Sentinel starts with the users of its port', async (t) => {
    const text = `sentinel monitor m 127.0.0.1 6390 1\n${linesOf(version, 'sentinel')}`;
    const told = await withSentinel(text, (client) => client.command('ACL', 'USERS'), server);
    t.deepEqual(told, ['application', 'default', 'monitoring', 'sentinel', 'vedette']);
  });
}
