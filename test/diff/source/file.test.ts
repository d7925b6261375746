import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test from 'ava';
import { messageOf } from '../../../src/base/errors.ts';
import { fileSnapshot } from '../../../src/diff/source/file.ts';
import { commandsOf } from '../../../src/redis/acl/commands.ts';
import { redactor } from '../../../src/redis/redact.ts';
import { ROOT, scratchFolder, vedette } from '../../cli/_run.ts';
import { diffOf } from '../_documents.ts';

const folder = scratchFolder('diff-file');

function write(name: string, text: string | Buffer): string {
  const path = relative(ROOT, join(folder, name));
  writeFileSync(join(ROOT, path), text);
  return path;
}

function read(path: string, redact = redactor()) {
  return fileSnapshot(path, { version: '7.2', redact });
}

/** What is wrong with a file, after its name. */
function problemOf(name: string, text: string | Buffer): string {
  const path = write(name, text);
  try {
    read(path);
    return 'nothing';
  } catch (error) {
    return messageOf(error).replaceAll(`${path}:`, '');
  }
}

/** The commands of a category, as CONFIG REWRITE of 7.0 may write it. */
const GEO = [...commandsOf('7.2', 'redis').values()]
  .filter(({ categories }) => categories.has('geo'))
  .map(({ name }) => name);

const BAD: readonly (readonly [what: string, text: string | Buffer, problem: RegExp])[] = [
  [
    'an unknown directive',
    '\nmaxmemroy 1gb\n',
    /^2: maxmemroy: is not a directive of redis\.conf in Redis 7\.2; did you mean maxmemory\?$/,
  ],
  ['a wrong value', 'hz 20\nmaxmemory 1.5gb\n', /^2: maxmemory: 1\.5gb is not a size Redis reads/],
  ['an unbalanced quote', 'hz 20\nlogfile "a\n', /^2: a " is left open; close it$/],
  ['an include of no file', 'include other.conf\n', /^1: include: .*other\.conf: there is no such file; /],
  [
    'a file that includes itself',
    'hz 20\ninclude "a file that includes itself.conf"\n',
    /^2: include: .* includes itself, /,
  ],
  [
    'a line that holds anything',
    'root:x:0:0\n',
    /^1: does not start with the name of a directive; check the line$/,
  ],
  ['a byte order mark', '\uFEFFhz 20\n', /^1: starts with a byte order mark; save it without one$/],
  [
    'bytes that are not UTF-8',
    Buffer.from([0x68, 0x7a, 0x20, 0xff]),
    /^1: it is not UTF-8; save it as UTF-8$/,
  ],
  ['several mistakes', 'hz x\ntimeout y\n', /^1: hz: x is not .*\n2: timeout: y is not /],
];

for (const [what, text, problem] of BAD)
  test(`${what} is refused with file, line and reason`, (t) => {
    t.regex(problemOf(`${what}.conf`, text), problem);
  });

test('included files are read where they stand, and each line keeps its own origin', (t) => {
  mkdirSync(join(folder, 'conf.d'), { recursive: true });
  const [part, last] = [write('conf.d/20.conf', '\nhz 30\n'), write('conf.d/10.conf', 'hz 25\nmaxclients 9')];
  write('conf.d/.hidden.conf', 'hz x\n');
  const main = write('including.conf', 'hz 20\ninclude conf.d/*.conf\ntimeout 5\ninclude none/*.conf\n');
  const [program] = read(main).programs;
  t.deepEqual(
    program?.document.map(({ name, args, origin }) => [name, args[0], origin]),
    [
      ['hz', '20', `${main}:1`],
      ['hz', '25', `${last}:1`],
      // Redis reads what a pattern names as one text: the end of a last line is not made up.
      ['maxclients', '9', `${last}:2`],
      ['hz', '30', `${part}:2`],
      ['timeout', '5', `${main}:3`],
    ],
  );
});

test('a relative include starts from the last dir', (t) => {
  mkdirSync(join(folder, 'data'), { recursive: true });
  write('data/more.conf', 'hz 40\n');
  const main = write('moving.conf', 'dir data\ninclude more.conf\n');
  t.deepEqual(read(main).programs[0]?.document.at(-1)?.args, ['40']);
});

test('files that include ever more files end with a sentence', (t) => {
  const twice = (of: string) => `include ${of}\n`.repeat(2);
  for (let at = 0; at < 12; at++) write(`fan-${at}.conf`, twice(`fan-${at + 1}.conf`));
  write('fan-12.conf', 'hz 20\n');
  t.throws(() => read(relative(ROOT, join(folder, 'fan-0.conf'))), {
    message: /more than 1000 files are included/,
  });
});

test('a comment may be in any encoding', (t) => {
  const path = write('latin1.conf', Buffer.from('# caf\xe9\n \t# gr\xfc\xdfe\nhz 20\n', 'latin1'));
  t.deepEqual(
    read(path).programs[0]?.document.map(({ name, origin }) => [name, origin]),
    [['hz', `${path}:3`]],
  );
});

test('the command ends with 1, one message, and nothing of a result', async (t) => {
  const [good, bad] = [write('good.conf', 'hz 20\n'), write('bad.conf', 'hz 20\nhz x\n')];
  const { code, stdout, stderr } = await vedette(['diff', `file:${good}`, `file:${bad}`], { cwd: ROOT });
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(stderr, /^error: .*bad\.conf:2: hz: x is not .*\n$/);
});

test('a file that is not there is refused in a sentence', (t) => {
  t.throws(() => read('nowhere.conf'), {
    message: 'nowhere.conf: there is no such file; give the path of a redis.conf or sentinel.conf',
  });
});

test('a megabyte of comments is no difference', async (t) => {
  const comments = '# comment\r\n'.repeat(100_000);
  const [one, other] = [write('a.conf', 'hz 20\n'), write('b.conf', `${comments}hz 20\r\n`)];
  t.deepEqual((await diffOf(read(one), read(other))).changes, []);
});

test('a file of Sentinel is known by its lines or its name', (t) => {
  const programs = [
    write('any.conf', 'SENTINEL monitor m 10.0.0.1 6379 2\n'),
    write('my-sentinel.conf', 'port 5000\n'),
    write('plain.conf', '# sentinel\nport 5000\n'),
  ].map((path) => read(path).programs.map(({ program }) => program));
  t.deepEqual(programs, [['sentinel'], ['sentinel'], ['redis']]);
});

test('what Sentinel writes into its file is no difference', async (t) => {
  const written = 'sentinel monitor m 10.0.0.1 6379 2\n';
  const state =
    'sentinel config-epoch m 3\nsentinel leader-epoch m 3\nsentinel known-replica m 10.0.0.2 6379\nsentinel current-epoch 3\n';
  const [one, other] = [write('sentinel-1.conf', written), write('sentinel-2.conf', written + state)];
  t.deepEqual((await diffOf(read(one), read(other))).changes, []);
});

const HASH = createHash('sha256').update('pw').digest('hex');

const SAME_USERS: readonly (readonly [what: string, one: string, other: string])[] = [
  ['a hash for a password', 'user app on >pw ~app:* &* +@read', `user app on #${HASH} ~app:* &* +@read`],
  ['another order', 'user app on >pw ~app:* &* +@read', 'user app &* +@read ~app:* >pw on'],
  ['other words', 'user app on >pw ~* &* +@all', 'user app on >pw allkeys allchannels allcommands'],
  [
    'single commands for a category',
    'user app on +@geo',
    `user app on ${GEO.map((name) => `+${name}`).join(' ')}`,
  ],
  ['requirepass', 'requirepass pw', 'user default on >pw ~* &* +@all'],
  ['requirepass and a hash', 'requirepass pw', `user default on #${HASH} ~* &* +@all`],
];

for (const [what, one, other] of SAME_USERS)
  test(`a user with ${what} does not differ`, async (t) => {
    const redact = redactor();
    const sides = [one, other].map((text, at) => read(write(`${what}-${at}.conf`, `${text}\n`), redact));
    const [before, after] = sides;
    t.deepEqual(before && after && (await diffOf(before, after)).changes, []);
  });

test('the user default that may less than requirepass makes it is a difference', async (t) => {
  const redact = redactor();
  const [one, other] = [
    write('all.conf', 'requirepass pw\n'),
    write('some.conf', 'user default on >pw ~a +get\n'),
  ];
  const { changes } = await diffOf(read(one, redact), read(other, redact));
  const keys = changes.map(({ key }) => key);
  t.deepEqual(keys, ['requirepass', 'user/default']);
});

test('a changed secret is told without any of it', async (t) => {
  const redact = redactor();
  const [one, other] = [
    write('s1.conf', 'requirepass hunter2-old\n'),
    write('s2.conf', 'requirepass swordfish-new-and-longer\n'),
  ];
  const { changes } = await diffOf(read(one, redact), read(other, redact));
  t.deepEqual(
    changes.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
    [['requirepass', '{secret requirepass}', '{secret requirepass.2}']],
  );
});

test('a rendered file is read as the version of its package, also where an earlier build called it 8.0', (t) => {
  for (const [named, packed, version] of [
    ['8.6', 'redis86', '8.6'],
    ['8.0', 'redis86', '8.6'],
    ['7.0', 'redis70', '7.0'],
  ] as const) {
    const path = write(
      'rendered.conf',
      `# redis.conf of a/b: Redis ${named} from the package ${packed}\nhz 20\n`,
    );
    t.is(read(path).programs[0]?.version, version);
  }
});
