import { fc } from '@fast-check/ava';
import type { ExecutionContext } from 'ava';
import { type DirectiveSpec, directivesOf, isValkey } from '../../src/redis/catalogue/index.ts';
import { lineOf } from '../../src/redis/form.ts';
import { printDirective } from '../../src/redis/line.ts';
import { serially } from '../_needs.ts';
import { REDIS_ENGINES } from '../redis/_engines.ts';
import { otherValue, SENTINEL_VALUES } from '../redis/catalogue/_samples.ts';
import { type Program, tryByHand } from './_host.ts';

/** Would keep the server from starting, or from the test's socket, or is about what this machine can't do. */
const NOT_WRITTEN =
  /^(daemonize|supervised|port|tls-.*|dir|unixsocket|bind-source-addr|cluster-enabled|activedefrag|aclfile|replicaof|req.*|oom-.*|syslog-.*|locale-collate|socket-mark-id|.*cpulist|logfile|pidfile)$/;

/** Two texts of a file. */
type Texts = readonly [before: string, after: string];

/** Logins and commands: by a user who is in all of them. */
const LOGINS = [
  '',
  'requirepass x',
  'user default on >x ~a* &* +get',
  'user default off >x',
  'user app on >y ~* &* +@all',
  'user app on nopass ~* &* +@read\nuser other off',
  'masterauth z\nmasteruser app',
  'rename-command KEYS ""\nrename-command FLUSHALL "no such"',
].map((text) => `${text}\nuser admin on nopass ~* &* +@all`);

/** Groups under two names and with different options, and what a Sentinel is told of itself. */
const GROUPS = [
  '',
  'sentinel monitor a 127.0.0.1 6379 2',
  'sentinel monitor a 127.0.0.1 6379 3\nsentinel down-after-milliseconds a 5000\nsentinel auth-pass a x',
  'sentinel monitor b 127.0.0.1 6379 2\nsentinel auth-user b y\nsentinel auth-pass b x',
  'sentinel monitor a 127.0.0.1 6379 2\nsentinel monitor c 127.0.0.2 6379 1\nsentinel failover-timeout c 60000',
  'sentinel monitor c 127.0.0.2 6379 1\nsentinel notification-script c /bin/true\nsentinel parallel-syncs c 2',
  'sentinel resolve-hostnames yes\nsentinel monitor d localhost 6379 1',
  'sentinel monitor a 127.0.0.1 6379 2\nsentinel rename-command a CONFIG guessme\nsentinel announce-ip 10.0.0.1',
];

for (const { version, server, real: together } of REDIS_ENGINES) {
  if (isValkey(version)) continue;
  const real = serially(together);
  const redis: Program = { kind: 'redis', version, engine: server };
  const sentinel: Program = { kind: 'sentinel', version, engine: server };

  real('the steps of any change of redis.conf make its file the other one', async (t) => {
    const lines = settable('redis', version).map(other);
    const all = lines.join('\n');
    for (const texts of [[all, ''], ['', all], ...fc.sample(someOf(lines), 6)] as const)
      await makesTheOther(t, redis, texts);
  });

  real(
    'the steps from one persistence to another keep every key, even if the server is killed afterwards',
    async (t) => {
      for (const texts of PERSISTENCE) {
        const { left } = await tryByHand(redis, texts, {
          first: (client) => client.command('SET', 'key', 'value'),
          last: async (client) => t.is(await client.command('GET', 'key'), 'value', texts.join('\n--\n')),
        });
        t.deepEqual(left, []);
      }
    },
  );

  real('the steps of any change of users, passwords and names of commands do so', async (t) => {
    for (const texts of pairsIn(LOGINS)) await makesTheOther(t, { ...redis, user: 'admin' }, texts);
  });

  real('the steps of any change of the options of a Sentinel do so', async (t) => {
    const lines = directivesOf('sentinel', version)
      .filter(({ form, state, name }) => form !== 'plain' && !state && name !== 'monitor' && name !== 'myid')
      .map((spec) => printDirective(lineOf(spec, 'm', sampleOf(spec), '')));
    const monitor = 'sentinel monitor m 127.0.0.1 6379 1\n';
    for (const [one, two] of [[lines.join('\n'), ''], ['', lines.join('\n')], ...fc.sample(someOf(lines), 6)])
      await makesTheOther(t, sentinel, [`${monitor}${one}`, `${monitor}${two}`]);
  });

  real('the steps of groups that come, go, or have another name do so', async (t) => {
    for (const texts of pairsIn(GROUPS)) await makesTheOther(t, sentinel, texts);
  });
}

async function makesTheOther(t: ExecutionContext, program: Program, texts: Texts): Promise<void> {
  const { left, steps } = await tryByHand(program, texts);
  t.deepEqual(
    left.filter(({ impact }) => impact !== 'none'),
    [],
    `${texts.join('\n--\n')}\n--\n${steps.join('\n')}`,
  );
}

const PERSISTENCE: readonly Texts[] = [
  ['save 900 1\nappendonly no', 'save ""\nappendonly yes'],
  ['save ""\nappendonly yes', 'save 900 1\nappendonly no'],
  ['save 900 1\nappendonly yes', 'save 900 1\nappendonly no'],
  ['save 900 1\nappendonly yes', 'save ""\nappendonly yes'],
  ['save ""\nappendonly no', 'save ""\nappendonly yes'],
];

function settable(...[kind, version]: Parameters<typeof directivesOf>): readonly DirectiveSpec[] {
  return directivesOf(kind, version).filter(
    ({ name, repetition, ignored }) => !ignored && repetition !== 'separate' && !NOT_WRITTEN.test(name),
  );
}

function other(spec: DirectiveSpec): string {
  return printDirective({ name: spec.name, args: [otherValue(spec)], origin: '' });
}

function sampleOf(spec: DirectiveSpec): readonly string[] {
  return SENTINEL_VALUES[spec.name] ?? [otherValue(spec)];
}

/** Two files with some of these lines each. */
function someOf(lines: readonly string[]): fc.Arbitrary<Texts> {
  const file = fc.subarray([...lines]).map((some) => some.join('\n'));
  return fc.tuple(file, file);
}

/** Each text with the next one and the one after that, in both directions. */
function pairsIn(texts: readonly string[]): readonly Texts[] {
  return [1, 2].flatMap((distance) =>
    texts.flatMap((one, at): readonly Texts[] => {
      const two = texts[(at + distance) % texts.length] ?? one;
      return [
        [one, two],
        [two, one],
      ];
    }),
  );
}
