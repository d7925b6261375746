import test from 'ava';
import { ASKED_VERSIONS, commandsOf } from '../../../src/redis/acl/commands.ts';
import { ENGINE_VERSIONS } from '../../../src/redis/catalogue/index.ts';
import { type Reply, withSentinel, withServer } from '../../_redis.ts';
import { ENGINES } from '../_engines.ts';

const PROGRAMS = [
  ['redis', '', withServer],
  ['sentinel', 'sentinel monitor m 127.0.0.1 6390 1', withSentinel],
] as const;

for (const { version, server, real } of ENGINES)
  for (const [kind, text, withProgram] of PROGRAMS)
    real(`${kind} has the commands that are known, each in the categories that are known`, async (t) => {
      const told = await withProgram(
        text,
        async (client) => {
          const categories = wordsOf(await client.command('ACL', 'CAT'));
          const pairs = await Promise.all(
            categories.map(async (category) =>
              wordsOf(await client.command('ACL', 'CAT', category)).map((name) => `${name} @${category}`),
            ),
          );
          return pairs.flat();
        },
        server,
      );
      const known = [...commandsOf(version, kind).values()].flatMap(({ name, categories }) =>
        [...categories].map((category) => `${name} @${category}`),
      );
      t.true(ASKED_VERSIONS.has(version));
      t.deepEqual(told.toSorted(), known.toSorted());
    });

test('a version has what the one before it had, and each engine its own', (t) => {
  const lines = [
    ENGINE_VERSIONS.filter((version) => !version.startsWith('valkey')),
    ENGINE_VERSIONS.filter((version) => version.startsWith('valkey')),
  ];
  for (const versions of lines)
    for (const [at, version] of versions.entries()) {
      const names = new Set(commandsOf(version, 'redis').keys());
      const before = versions[at - 1];
      if (before !== undefined)
        for (const name of commandsOf(before, 'redis').keys())
          t.true(names.has(name), `${name} of ${before}`);
    }
  t.false(commandsOf('8.0', 'redis').has('commandlog|get'));
  t.false(commandsOf('valkey-8.0', 'redis').has('commandlog|get'));
  t.true(commandsOf('valkey-9.0', 'redis').has('hexpire'));
  t.false(commandsOf('valkey-9.0', 'redis').has('msetex'));
});

function wordsOf(reply: Reply): readonly string[] {
  return Array.isArray(reply) ? reply.map((word) => String(word).toLowerCase()).filter(Boolean) : [];
}
