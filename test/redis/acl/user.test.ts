import { fc } from '@fast-check/ava';
import test from 'ava';
import { commandsOf } from '../../../src/redis/acl/commands.ts';
import { type AclContext, contextAlone } from '../../../src/redis/acl/context.ts';
import { leavesOf } from '../../../src/redis/acl/selector.ts';
import { canonicalRules, withCanonicalUsers } from '../../../src/redis/acl/user.ts';
import { isSecret, secret } from '../../../src/redis/document.ts';
import { splitLine } from '../../../src/redis/line.ts';
import { parseDocument } from '../../../src/redis/parse.ts';
import { hashOf } from '../../../src/redis/password.ts';
import { refusalOf, withSentinel, withServer } from '../../_redis.ts';
import { ENGINES, REDIS_ENGINES } from '../_engines.ts';
import { callable } from './_callable.ts';

const CONTEXT = contextAlone('7.0');
const HASH = hashOf('pw');

function canonical(rules: string, context: Partial<AclContext> = {}): string {
  return canonicalRules(splitLine(rules), { ...CONTEXT, ...context })
    .map((rule) => (isSecret(rule) ? `{${rule.secret}}` : rule))
    .join(' ');
}

/** Rules that mean the same. */
const equal: readonly (readonly string[])[] = [
  ['on >pw ~app:* &* +@read', `ON #${HASH} ~app:* allchannels +@READ`, `+@read &* ~app:* >pw on`],
  ['on ~*', 'allkeys on', 'on ~a ~*', 'on ~* ~*'],
  ['nopass', '>a nopass', 'nopass nopass'],
  ['>a', 'nopass >a', '>b <b >a', `>a >b !${hashOf('b')}`, '>b resetpass >a', '>a >a'],
  ['', 'off', 'on reset', '+@all -@all', '(+get) clearselectors', 'allcommands nocommands', 'resetchannels'],
  ['~a ~b', '~b ~a', '%R~a %W~a ~b', '%RW~a %w~b %r~b'],
  ['+get +set', '+set +get', '+SET +GET +GET', '+@all -@all +set +get'],
  ['+config', '+config|get +config|set +config|help +config|resetstat +config|rewrite', '+config -get'],
  ['+@all -@dangerous +info', '-@all +@all -@dangerous -info +info'],
  ['+@all', '+@all +select|0', '+get +@all', 'allcommands'],
  ['+select|0 +select|1', '+select|1 +select|0'],
  ['+select', '+select|0 +select'],
  ['(~a +get) (~b +set)', '( +set ~b ) (+get ~a)'],
  ['skip-sanitize-payload', 'sanitize-payload skip-sanitize-payload'],
];

/** Rules of which no two mean the same. */
const different = [
  ...['', 'on', 'nopass', '>a', '>b', '>a >b', '~*', '~a', '%R~a', '%W~a', '%RW~*', '&*', '&a', '+get'],
  ...['+config', '+config|get', '+@read', '+@read +set', '+@all', '+@all -get', '(+get)', '(+get ~*)'],
  ...['+select|0', '+select', '+@read -@dangerous', '-@all +@read -keys', 'skip-sanitize-payload'],
];

for (const spellings of equal)
  test(`${JSON.stringify(spellings[0])} means the same in ${spellings.length - 1} other spellings`, (t) => {
    t.deepEqual([...new Set(spellings.map((rules) => canonical(rules)))], [canonical(spellings[0] ?? '')]);
  });

test('what differs in rights differs in the canonical form', (t) => {
  t.is(new Set(different.map((rules) => canonical(rules))).size, different.length);
});

test('the canonical form of the canonical form is itself', (t) => {
  for (const rules of [...equal.flat(), ...different]) t.is(canonical(canonical(rules)), canonical(rules));
});

test('the categories that cover the commands are named, so that a version with more commands says the same', (t) => {
  for (const rules of ['+@all -@dangerous +info', '+@read -keys', '+@read +@write', '+@all -@admin'])
    t.is(canonical(rules, { version: '8.0' }), canonical(rules, { version: '7.0' }), rules);
  t.is(canonical('+@read -keys'), 'off resetchannels -@all +@read -keys');
});

test('a user may use all channels where the file says so', (t) => {
  t.is(canonical('on', { allChannels: true }), 'on &* -@all');
  t.is(canonical('on resetchannels &a', { allChannels: true }), 'on resetchannels &a -@all');
});

test('a secret that is not known here is a password', (t) => {
  t.deepEqual(canonicalRules(['nopass', secret('a'), 'on'], CONTEXT), [
    'on',
    secret('a'),
    'resetchannels',
    '-@all',
  ]);
});

test('what a module or a newer version may have brought stays as it is written', (t) => {
  t.is(canonical('+@read +@search -ft.drop', { modules: true }).slice(-17), '+@search -ft.drop');
  t.regex(canonical('+some-new-command', { version: '8.6' }), /\+some-new-command$/);
});

const refused: readonly [rules: string, problem: string][] = [
  [
    '#nothash',
    'rule 1 is no hash of a password: 64 digits and small letters a to f; write > before a password',
  ],
  ['on +xyzzyplugh', 'rule 2 (+xyzzyplugh) names no command of Redis 7.0; check its name'],
  ['+@nosuch', 'rule 1 (+@nosuch) names no category of Redis 7.0; check its name'],
  ['+config|nosuch', 'rule 1 (+config|nosuch) names no command of Redis 7.0; check its name'],
  ['+flushal', 'rule 1 (+flushal) names no command of Redis 7.0; did you mean +flushall?'],
  ['-config|gte', 'rule 1 (-config|gte) names no command of Redis 7.0; did you mean -config|get?'],
  ['+@dangerus', 'rule 1 (+@dangerus) names no category of Redis 7.0; did you mean +@dangerous?'],
  ['(+flushal)', 'rule 1 names no command of Redis 7.0; did you mean +flushall?'],
  ['-select|0', 'rule 1 names no command of Redis 7.0; did you mean -select?'],
  ['<pw', 'rule 1 takes away a password that the user does not have; remove it'],
  [
    '~* ~a',
    'rule 2 adds a pattern to all keys, which Redis refuses; remove it, or write resetkeys before it',
  ],
  [
    '&* &a',
    'rule 2 adds a channel to all channels, which Redis refuses; remove it, or write resetchannels before it',
  ],
  [
    'hunter2',
    'rule 1 is none that Redis knows; write rules such as on, >password, ~key:*, &channel, +@read or -flushall',
  ],
  [
    '(on)',
    'rule 1 is none that Redis knows; write rules such as on, >password, ~key:*, &channel, +@read or -flushall',
  ],
  ['(~a +get', 'a selector is left open; close it with )'],
  ['on # local', 'rule 2 is a comment, which stands on a line of its own; move it above the line'],
];

for (const [rules, message] of refused) {
  test(`the rules ${JSON.stringify(rules)} are refused with their reason`, (t) => {
    t.throws(() => canonical(rules), { message });
  });

  for (const { real, server } of ENGINES)
    real(`the server does not start with a user of the rules ${JSON.stringify(rules)} either`, async (t) => {
      t.not(await refusalOf(`user app ${rules}`, server), undefined);
    });
}

const anyRule = fc.constantFrom(
  ...['+@read', '-@read', '+@write', '-@dangerous', '+@admin', '-@slow', '+@fast', '-@keyspace', '+@all'],
  ...['-@all', '+get', '-get', '+config', '-config|get', '+config|get', '+select|0', '+select', '-client'],
  ...['+client|id', '+@connection', '-@blocking', '+xinfo|stream', '+@transaction', '-hello', '+acl|whoami'],
);

for (const { version, server, real } of ENGINES) {
  real('a user of the canonical rules may call what a user of the rules as written may', async (t) => {
    const leaves = leavesOf(commandsOf(version, 'redis'));
    await withServer(
      '',
      async (client) => {
        for (const rules of fc.sample(fc.array(anyRule, { maxLength: 8 }), { numRuns: 10, seed: 8 })) {
          const written = ['~*', '&*', ...rules];
          const told = canonical(written.join(' '), { version }).split(' ');
          await client.command('ACL', 'SETUSER', 'written', 'reset', ...written);
          await client.command('ACL', 'SETUSER', 'told', 'reset', ...told);
          t.deepEqual(
            await callable(client, 'told', leaves),
            await callable(client, 'written', leaves),
            written.join(' '),
          );
        }
      },
      server,
    );
  });

  real('a file whose users CONFIG REWRITE wrote has the same users', async (t) => {
    const text = [
      'user app on >pw ~app:* &* +@read',
      'user ops on >a >b ~* &news:* +@all -@dangerous +info +config|get',
      'user two on nopass %R~a ~b +@string -getdel (~c +@list -lpush)',
      'user none off -@all +select|0 +@pubsub',
    ].join('\n');
    const rewritten = await withServer(
      text,
      async (client) => {
        await client.command('CONFIG', 'REWRITE');
        return client.file();
      },
      server,
    );
    t.deepEqual(usersOf(rewritten, version), usersOf(text, version));
  });
}

for (const { version, server, real } of REDIS_ENGINES) {
  real('every command and every category of the server is known, and no others', async (t) => {
    const listed = (words: unknown): readonly string[] => (Array.isArray(words) ? words.map(String) : []);
    const commands = leavesOf(commandsOf(version, 'redis'));
    await withServer(
      '',
      async (client) => {
        const categories = listed(await client.command('ACL', 'CAT'));
        for (const category of categories)
          t.notThrows(() => canonical(`+@${category}`, { version }), category);
        const all = listed(await client.command('COMMAND', 'LIST')).map((name) => name.toLowerCase());
        t.deepEqual(
          all.filter((name) => !commandsOf(version, 'redis').has(name)),
          [],
        );
        t.deepEqual(
          commands.filter((name) => !all.includes(name.split('|', 1).join())),
          [],
        );
      },
      server,
    );
  });

  real('a Sentinel has users of its own commands', async (t) => {
    const context = { version, kind: 'sentinel' } as const;
    t.throws(() => canonical('+get', context), { message: /names no command/ });
    const rules = 'on nopass &* -@all +sentinel|masters +subscribe +@read';
    const told = await withSentinel(
      `sentinel monitor m 127.0.0.1 6390 1\nuser app ${canonical(rules, context)}`,
      (client) => client.command('ACL', 'GETUSER', 'app'),
      server,
    );
    t.regex(JSON.stringify(told), /\+sentinel\|masters/);
  });
}

test('a user that CONFIG REWRITE of 7.0 blew up into single commands is the user of the category', (t) => {
  const commands = [...commandsOf('7.0', 'redis')]
    .filter(([, { categories }]) => categories.has('geo'))
    .map(([name]) => `+${name}`);
  t.true(commands.length > 8);
  t.is(canonical(commands.join(' ')), canonical('+@geo'));
});

function usersOf(text: string, version: AclContext['version']): unknown {
  const document = parseDocument(text, { file: 'redis.conf', kind: 'redis' });
  return withCanonicalUsers(document, version, 'redis')
    .filter(({ name, args: [user] }) => name === 'user' && user !== 'default')
    .map(({ args }) => args.join(' '))
    .toSorted();
}
