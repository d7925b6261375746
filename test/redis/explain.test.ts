import test from 'ava';
import { type DocumentKind, directivesOf, ENGINE_VERSIONS } from '../../src/redis/catalogue/index.ts';
import { MEANINGS } from '../../src/redis/catalogue/meaning.ts';
import {
  directiveInWords,
  directiveNames,
  directivesNamed,
  explainDirective,
} from '../../src/redis/explain.ts';

const kinds: readonly DocumentKind[] = ['redis', 'sentinel'];
const everyDirective = kinds.flatMap((kind) =>
  ENGINE_VERSIONS.flatMap((version) => directivesOf(kind, version).map(({ name }) => ({ kind, name }))),
);

test('every directive has a meaning, and no meaning is left over', (t) => {
  const names = new Set(everyDirective.map(({ name }) => name));
  t.deepEqual([...MEANINGS.keys()].toSorted(), [...names].toSorted());
});

test('every directive is explained, with nothing missing', (t) => {
  for (const { kind, name } of everyDirective) {
    const explained = explainDirective(kind, name);
    if (explained === undefined) t.fail(name);
    else t.notRegex(JSON.stringify(directiveInWords(explained)), /undefined|""|\[\]/, name);
  }
});

test('an unknown name is not explained', (t) => {
  t.is(explainDirective('redis', 'max-memory'), undefined);
});

test('an alias explains its directive', (t) => {
  t.is(explainDirective('redis', 'slave-priority')?.name, 'replica-priority');
});

test('where versions differ, each is told', (t) => {
  t.deepEqual(
    explainDirective('redis', 'maxmemory-samples')?.versions.map(({ engine, versions, value }) => [
      engine,
      versions,
      value,
    ]),
    [
      ['redis', '7.0 to 7.2', 'a whole number from 1'],
      ['redis', '7.4 to 8.10', 'a whole number from 1 to 64'],
      ['valkey', '8.0 to 9.1', 'a whole number from 1 to 64'],
    ],
  );
});

test('an explanation in words names line, value, change and remarks', (t) => {
  const explained = explainDirective('redis', 'maxmemory');
  t.deepEqual(explained && directiveInWords(explained), {
    name: 'maxmemory',
    what: 'a directive of redis.conf',
    meaning: 'How much memory the data may take; 0 for no limit.',
    facts: [
      ['line', ['maxmemory ...']],
      [
        'value',
        [
          'Redis 7.0 to 8.10: a size Redis reads (digits and b, k, kb, m, mb, g or gb); by default 0',
          'Valkey 8.0 to 9.1: a size Redis reads (digits and b, k, kb, m, mb, g or gb); by default 0',
        ],
      ],
      [
        'known from',
        ['not confirmed by a server: Redis 7.2, 7.4, 8.2, 8.4, 8.6, 8.8, 8.10, Valkey 8.0, 9.0'],
      ],
      ['repeated', ['the last line counts']],
      [
        'changing it',
        [
          'at once',
          'to a lower value: while it runs, with work or an order of steps; keys above the new limit are evicted, or writes refused, as maxmemory-policy says',
          'Redis 7.0 to 8.10: CONFIG SET',
          'Valkey 8.0 to 9.1: CONFIG SET',
        ],
      ],
      ['beyond that', ["a definition can't set it: set redis.maxmemory instead"]],
    ],
  });
});

test('a line that names a group is one for each group', (t) => {
  t.is(explainDirective('sentinel', 'monitor')?.repetition, 'one line for each group');
  t.is(explainDirective('sentinel', 'loglevel')?.repetition, 'the last line counts');
});

test('an option of Sentinel is explained in the form of its line', (t) => {
  t.is(explainDirective('sentinel', 'parallel-syncs')?.line, 'sentinel parallel-syncs <group>');
  t.deepEqual(
    explainDirective('sentinel', 'loglevel')?.versions.map(({ command }) => command),
    [undefined, 'SENTINEL CONFIG SET', 'SENTINEL CONFIG SET'],
  );
});

test('an explanation says which version brought a directive, from where that is known, and that no server confirmed it', (t) => {
  const explained = explainDirective('redis', 'lookahead');
  t.like(explained, { since: '8.4', until: undefined });
  t.deepEqual(
    explained?.versions.map(({ confirmed, unconfirmed }) => [confirmed, unconfirmed]),
    [[[], ['8.4', '8.6', '8.8', '8.10']]],
  );
  const told = new Map(explained && directiveInWords(explained).facts).get('known from');
  t.regex(told?.[0] ?? '', /^Redis 8\.4 brought it \(release notes of Redis 8\.4; .+\)$/);
  t.deepEqual(told?.slice(1), [
    'no known Valkey has it',
    'not confirmed by a server: Redis 8.4, 8.6, 8.8, 8.10',
  ]);
});

test('an explanation names the version that changed the values of a directive', (t) => {
  const policies = explainDirective('redis', 'maxmemory-policy');
  t.regex(
    new Map(policies && directiveInWords(policies).facts).get('known from')?.[0] ?? '',
    /^Redis 8\.6 changed it \(/,
  );
});

/** The facts of what a name stands for, by the file that it is a directive of. */
function named(written: string): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  return new Map(directivesNamed(written).map(({ words }) => [words.what, new Map(words.facts)]));
}

test('a directive that a version ignores is explained by what it was before', (t) => {
  const found = named('io-threads-do-reads');
  t.deepEqual([...found.keys()], ['a directive of redis.conf']);
  const facts = found.get('a directive of redis.conf');
  t.deepEqual(facts?.get('value'), [
    'Redis 7.0 to 7.4: yes or no (one of them); by default no',
    'Redis 8.0 to 8.10: reads it and does nothing',
    'Valkey 8.0: yes or no (one of them); by default no',
    'Valkey 8.1 to 9.1: reads it and does nothing',
  ]);
  t.deepEqual(facts?.get('changing it'), [
    'by a restart',
    'Redis 7.0 to 7.4: no command',
    'Valkey 8.0: no command',
  ]);
  t.deepEqual(facts?.get('beyond that'), [
    "a definition of Redis 8.0 to 8.10 can't set it: Redis reads it and ignores it",
    "a definition of Valkey 8.1 to 9.1 can't set it: Valkey reads it and ignores it",
  ]);
});

test('a directive that only Valkey has is explained, with the version that brought it', (t) => {
  const facts = named('commandlog-reply-larger-than').get('a directive of redis.conf');
  t.deepEqual(facts?.get('value'), [
    'Valkey 8.1 to 9.1: a whole number from -1 (digits without a unit); by default 1048576',
  ]);
  t.deepEqual(facts?.get('known from'), [
    'no known Redis has it',
    'Valkey 8.1 brought it (valkey-server 8.1.1)',
    'not confirmed by a server: Valkey 9.0',
  ]);
  t.like(explainDirective('redis', 'commandlog-reply-larger-than'), {
    since: 'valkey-8.1',
    until: undefined,
  });
});

test('a default that is another one in Valkey is told beside that of Redis', (t) => {
  const defaults = explainDirective('redis', 'repl-backlog-size')?.versions;
  t.deepEqual(
    defaults?.map(({ engine, versions, default: initial }) => [engine, versions, initial]),
    [
      ['redis', '7.0 to 8.10', '1048576'],
      ['valkey', '8.0 to 9.1', '10485760'],
    ],
  );
});

test('the name that Valkey writes explains the directive, and is not said to be one of Redis', (t) => {
  const facts = named('primaryauth').get('a directive of redis.conf');
  t.deepEqual(facts?.get('line'), [
    'masterauth ...',
    'primaryauth is what Valkey reads as the same and writes, since 8.0; Redis does not know it',
  ]);
});

test('what changes at once in one engine and by a restart in the other is told so', (t) => {
  const facts = named('io-threads').get('a directive of redis.conf');
  t.deepEqual(facts?.get('changing it')?.slice(-3), [
    'Valkey 8.0: no command',
    'Valkey 8.1: no command',
    'Valkey 9.0 to 9.1: CONFIG SET, at once',
  ]);
});

for (const [line, name] of Object.entries({
  'sentinel monitor': 'monitor',
  'sentinel monitor mymaster 10.0.0.30 6379 2': 'monitor',
  'SENTINEL down-after-milliseconds mymaster 5000': 'down-after-milliseconds',
  'maxmemory 1gb': 'maxmemory',
  MaxMemory: 'maxmemory',
}))
  test(`"${line}" stands for ${name}`, (t) => {
    t.deepEqual(
      directivesNamed(line).map(({ words }) => words.name),
      [name],
    );
  });

test('a directive of both files is explained for both, and one that Sentinel ignores for redis.conf alone', (t) => {
  t.deepEqual([...named('port').keys()], ['a directive of redis.conf', 'a directive of sentinel.conf']);
  t.deepEqual([...named('maxmemory').keys()], ['a directive of redis.conf']);
});

test('every name and every beginning of a line is known', (t) => {
  for (const name of directiveNames()) t.true(directivesNamed(name).length > 0, name);
});
