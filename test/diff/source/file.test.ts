import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import test from 'ava';
import { messageOf } from '../../../src/base/errors.ts';
import type { Value } from '../../../src/diff/setting.ts';
import { fileSnapshot } from '../../../src/diff/source/file.ts';
import { valkeyNotes } from '../../../src/diff/source/notes.ts';
import { commandsOf } from '../../../src/redis/acl/commands.ts';
import { redactor } from '../../../src/redis/redact.ts';
import { vedetteInOne as vedette } from '../../cli/_in-one.ts';
import { ROOT, scratchFolder } from '../../cli/_run.ts';
import { diffOf } from '../_documents.ts';

const folder = scratchFolder('diff-file');

function write(name: string, text: string | Buffer): string {
  const path = relative(ROOT, join(folder, name));
  writeFileSync(join(ROOT, path), text);
  return path;
}

function read(path: string, redact = redactor()) {
  return fileSnapshot(path, { redact });
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
  ['a number with a byte that is not UTF-8', Buffer.from('hz 2\xff\n', 'latin1'), /^1: hz: "2\\xff" is not /],
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

test('a file that a pattern names may be included by another one that it names', (t) => {
  mkdirSync(join(folder, 'both'));
  write('both/a.conf', 'include both/b.conf\n');
  write('both/b.conf', 'hz 40\n');
  const main = write('both.conf', 'include both/[ab].conf\n');
  t.deepEqual(
    read(main).programs[0]?.document.map(({ args }) => args[0]),
    ['40', '40'],
  );
});

test('files that include each other are refused, however their paths are written', (t) => {
  write('ping.conf', 'include ./pong.conf\n');
  write('pong.conf', `include ${folder}/../${basename(folder)}/ping.conf\n`);
  t.throws(() => read(join(folder, 'ping.conf')), { message: /ping\.conf includes itself, without an end/ });
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

/** What differs between two texts whose characters are bytes each. */
async function rowsOfBytes(name: string, ...texts: readonly [string, string]) {
  const redact = redactor();
  const [before, after] = texts.map((text, at) =>
    read(write(`${name}-${at}.conf`, Buffer.from(text, 'latin1')), redact),
  );
  if (before === undefined || after === undefined) throw new RangeError('two files were read');
  return (await diffOf(before, after)).changes.map((row) => [row.key, row.before?.raw, row.after?.raw]);
}

test('values that are not UTF-8 are compared byte by byte, and shown as Redis reads them', async (t) => {
  t.deepEqual(await rowsOfBytes('dirs', 'dir /caf\xe9\n', 'dir "/caf\\xe9"\n'), []);
  t.deepEqual(await rowsOfBytes('idents', 'syslog-ident caf\xe9\n', 'syslog-ident caf\xe8\n'), [
    ['syslog-ident', '"caf\\xe9"', '"caf\\xe8"'],
  ]);
  t.deepEqual(await rowsOfBytes('idents-in-utf8', 'syslog-ident caf\xe9\n', 'syslog-ident caf\xc3\xa9\n'), [
    ['syslog-ident', '"caf\\xe9"', '"café"'],
  ]);
});

test('passwords and users that are not UTF-8 are told apart, and equal their hash', async (t) => {
  const hash = createHash('sha256').update(Buffer.from('caf\xe9', 'latin1')).digest('hex');
  const rules = '~* &* +@all';
  t.deepEqual(
    await rowsOfBytes('hashed', `user a on >caf\xe9 ${rules}\n`, `user a on #${hash} ${rules}\n`),
    [],
  );
  t.deepEqual(await rowsOfBytes('passwords', 'requirepass caf\xe9\n', 'requirepass caf\xe8\n'), [
    ['requirepass', '{secret requirepass}', '{secret requirepass.2}'],
  ]);
  const keys = (await rowsOfBytes('users', 'user caf\xe9 on\n', 'user caf\xe8 on\n')).map(([key]) => key);
  t.deepEqual(keys.toSorted(), ['user/"caf\\xe8"', 'user/"caf\\xe9"']);
});

test('a file whose name is not UTF-8 is included', (t) => {
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('caf\xe9.conf', 'latin1')]), 'hz 40\n');
  for (const [at, name] of ['caf\xe9.conf', 'c*\xe9.conf'].entries()) {
    const main = write(`including-bytes-${at}.conf`, Buffer.from(`include ${name}\n`, 'latin1'));
    t.deepEqual(read(main).programs[0]?.document.at(-1)?.args, ['40']);
  }
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

function programOf(name: string, text: string): string {
  return read(write(name, text))
    .programs.map(({ program }) => program)
    .join();
}

test('a file of Sentinel is known by its lines or its name', (t) => {
  t.is(programOf('any.conf', 'SENTINEL monitor m 10.0.0.1 6379 2\n'), 'sentinel');
  t.is(programOf('my-sentinel.conf', 'port 5000\n'), 'sentinel');
  t.is(programOf('redis-sentinel.conf', 'port 5000\n'), 'sentinel');
  t.is(programOf('plain.conf', '# sentinel\nport 5000\n'), 'redis');
});

test('lines of one program alone decide against the name of the file', (t) => {
  t.is(programOf('sentinel-host-redis.conf', 'maxmemory 1gb\n'), 'redis');
  t.is(programOf('the-sentinel.conf', 'port 5000\nappendonly yes\n'), 'redis');
  t.is(programOf('redis-1.conf', 'port 5000\nsentinel monitor m 10.0.0.1 6379 2\n'), 'sentinel');
});

test('who reads a file is asked for where neither its lines nor its name tell, and what is said counts', (t) => {
  const path = write('sentinel-host-redis.conf', 'port 5000\n');
  t.throws(() => read(path), {
    message: `${path}: neither its lines nor its name tell who reads it; give --program redis or --program sentinel`,
  });
  for (const program of ['redis', 'sentinel'] as const) {
    const { programs } = fileSnapshot(path, { program, redact: redactor() });
    t.is(programs[0]?.program, program);
  }
});

for (const path of ['/dev/zero', relative(ROOT, join(folder, 'pipe'))])
  test(`${path.startsWith('/') ? path : 'a pipe'} is refused, and not waited for`, (t) => {
    if (!path.startsWith('/')) execFileSync('mkfifo', [join(ROOT, path)]);
    t.throws(() => read(path), { message: `${path}: it is no regular file; give the path of one` });
    const main = write(`including-${path.length}.conf`, `include ${resolve(ROOT, path)}\n`);
    t.throws(() => read(main), { message: /it is no regular file; give the path of one$/ });
  });

test('a file that is too large to be a configuration is refused before it is read', (t) => {
  const path = write('large.conf', '');
  truncateSync(join(ROOT, path), 65 * 1024 ** 2);
  t.throws(() => read(path), {
    message: `${path}: it has more than 64 MB; give the path of a configuration file`,
  });
});

test('a folder, and a path below a file, are no files', (t) => {
  const path = write('a.conf', '');
  t.throws(() => read(relative(ROOT, folder)), { message: /it is a folder; give the path of a file$/ });
  t.throws(() => read(`${path}/b`), { message: /there is no such file/ });
});

const VALKEY_HEAD = '# Valkey configuration file example.\n#\n';

test('a file of Valkey is known by its head or its name, and read with its names', (t) => {
  const version = (name: string, text: string) => read(write(name, text)).programs[0]?.version;
  t.is(version('headed.conf', `${VALKEY_HEAD}primaryauth x\n`), 'valkey-8.1');
  t.is(version('valkey.conf', 'primaryauth x\n'), 'valkey-8.1');
  t.is(version('plain.conf', '# moved from Valkey\nmasterauth x\n'), '7.2');
  t.is(version('late.conf', `${'#\n'.repeat(12)}${VALKEY_HEAD}`), '7.2');
});

test('what Valkey makes of a file differs in nothing, and the names that it writes are told', async (t) => {
  const redact = redactor();
  const [before, after] = [
    write('own.conf', 'masterauth x\nmasteruser y\nslowlog-max-len 64\nrepl-backlog-size 10485760\n'),
    write('rewritten.conf', 'primaryauth x\nprimaryuser y\ncommandlog-slow-execution-max-len 64\n'),
  ].map((path) => fileSnapshot(path, { version: 'valkey-8.1', redact }));
  if (before === undefined || after === undefined) throw new RangeError('two files were read');
  t.deepEqual((await diffOf(before, after)).changes, []);
  t.deepEqual(valkeyNotes(after), [
    `${after.label} is read for Valkey 8.1, which writes primaryauth for masterauth, primaryuser for masteruser, commandlog-slow-execution-max-len for slowlog-max-len`,
  ]);
});

/** The rows of a diff of two files that are for these versions. */
async function rowsOf(versions: string, text = 'hz 20\n') {
  // Tests run side by side.
  const name = `for-${versions.replaceAll(/\W/g, '-')}`;
  const [one, other] = [write(`${name}-older.conf`, text), write(`${name}-newer.conf`, text)];
  const given = ['diff', `file:${one}`, `file:${other}`, '--redis-version', versions, '--format', 'json'];
  const { stdout } = await vedette(given, { cwd: ROOT });
  return JSON.parse(stdout).changes.map(
    ({ key, impact, before, after }: { key: string; impact: string; before: Value; after: Value }) =>
      `${key} ${impact}: ${before.raw} to ${after.raw}`,
  );
}

test('a version that both sides are for is no row, and one for each side is', async (t) => {
  t.deepEqual(await rowsOf('7.2'), []);
  t.deepEqual(await rowsOf('7.0,8.0'), ['version restart: Redis 7.0 to Redis 8.0']);
  t.deepEqual(await rowsOf('8.8,8.0'), ['version data-loss: Redis 8.8 to Redis 8.0']);
  t.deepEqual(await rowsOf('7.2, 7.2'), []);
});

test('defaults that another engine has are rows, but for what a line sets', async (t) => {
  const rows = await rowsOf('7.4,valkey-9.1', 'repl-backlog-size 64mb\nlazyfree-lazy-expire no\n');
  t.deepEqual(rows.toSorted(), [
    'hide-user-data-from-log live: no to yes',
    'lazyfree-lazy-eviction live: no to yes',
    'lazyfree-lazy-server-del live: no to yes',
    'lazyfree-lazy-user-del live: no to yes',
    'lazyfree-lazy-user-flush live: no to yes',
    'replica-lazy-flush live: no to yes',
    'syslog-ident restart: redis to valkey',
    'version data-loss: Redis 7.4 to Valkey 9.1',
  ]);
});

test('on the way back from Valkey the file is to be written anew, and the data of 9.1 is lost', async (t) => {
  const path = write('back.conf', 'hz 20\n');
  const rowOf = async (versions: string) => {
    const given = ['diff', `file:${path}`, `file:${path}`, '--redis-version', versions, '--format', 'json'];
    const { changes } = JSON.parse((await vedette(given, { cwd: ROOT })).stdout);
    const { impact, note } = changes.find(({ key }: { key: string }) => key === 'version');
    return [impact, note];
  };
  const anew = 'the file is to be written anew, since Valkey leaves names in it that Redis 8.0 refuses';
  t.deepEqual(await rowOf('valkey-8.1,8.0'), ['restart', `replicas first, the primary last; ${anew}`]);
  t.deepEqual(await rowOf('valkey-9.1,8.0'), [
    'data-loss',
    `Redis 8.0 refuses the files that Valkey 9.1 wrote; ${anew}`,
  ]);
});

test('a file that does not tell its version is read for that of the other side', async (t) => {
  const [told, plain] = [
    write('valkey-told.conf', 'hz 20\n'),
    write('not-told.conf', 'primaryauth a\nhz 20\n'),
  ];
  const given = ['diff', `file:${told}`, `file:${plain}`, '--format', 'json'];
  const { changes } = JSON.parse((await vedette(given, { cwd: ROOT })).stdout);
  t.deepEqual(
    changes.map(({ key }: { key: string }) => key),
    ['masterauth'],
  );
});

const WRONG: readonly (readonly [args: readonly string[], problem: RegExp])[] = [
  [
    ['--redis-version', '7.2,6.0'],
    /^error: --redis-version 7\.2,6\.0 is not possible; use one of 7\.0, .*, valkey-9\.1\n$/,
  ],
  [['--redis-version', '7.0,7.2,8.0'], /there are two sides; give one version, or two\n$/],
  [['--program', 'valkey'], /--program "?valkey"? is not possible; use one of "?redis"?, "?sentinel"?\n$/],
];

for (const [args, problem] of WRONG)
  test(`${args.join(' ')} is wrong usage of diff`, async (t) => {
    const path = write('usage.conf', 'hz 20\n');
    const { code, stderr } = await vedette(['diff', `file:${path}`, `file:${path}`, ...args], { cwd: ROOT });
    t.is(code, 64);
    t.regex(stderr, problem);
  });

for (const command of ['diff', 'validate'])
  test(`the path of a file or folder without file: is told how to be written to ${command}`, async (t) => {
    const paths = [
      write('bare.conf', 'hz 20\n'),
      write('bare', 'hz 20\n'),
      relative(ROOT, folder),
      'none.conf',
    ];
    for (const path of paths) {
      const { code, stderr } = await vedette([command, path, 'lab'], { cwd: ROOT });
      t.is(code, 64);
      t.is(stderr, `error: ${path}: it is no definition of an environment; write file:${path}\n`);
    }
  });

test('a file has no past that --since could compare it with', async (t) => {
  const path = write('past.conf', 'hz 20\n');
  const { code, stderr } = await vedette(['diff', `file:${path}`, '--since', 'HEAD'], { cwd: ROOT });
  t.is(code, 64);
  t.regex(stderr, /a file is compared with another file; give two sides, without --since\n$/);
});

test('an option of Sentinel that Valkey renames differs in nothing', async (t) => {
  const [before, after] = ['master', 'primary'].map((name) => {
    const text = `sentinel monitor m 10.0.0.1 6379 2\nsentinel ${name}-reboot-down-after-period m 5\n`;
    return fileSnapshot(write(`${name}.conf`, text), { version: 'valkey-8.1', redact: redactor() });
  });
  if (before === undefined || after === undefined) throw new RangeError('two files were read');
  t.deepEqual((await diffOf(before, after)).changes, []);
});

test('a setting of a module is a row of unknown impact, and none of its values is shown', async (t) => {
  const redact = redactor();
  const [before, after] = ['0.01', '0.02'].map((rate) => {
    const text = `bf-error-rate ${rate}\nloadmodule /bloom.so PASSWORD secret-${rate}\n`;
    return fileSnapshot(write(`module-${rate}.conf`, text), { version: '8.0', redact });
  });
  if (before === undefined || after === undefined) throw new RangeError('two files were read');
  const { changes } = await diffOf(before, after);
  t.deepEqual(
    changes.map(({ key, impact }) => [key, impact]),
    [
      ['loadmodule//bloom.so', 'restart'],
      ['bf-error-rate', 'unknown'],
    ],
  );
  t.notRegex(JSON.stringify(changes), /0\.0[12]"|secret-0/);
});

test('what only Valkey has is a row of unknown impact', async (t) => {
  const [before, after] = ['no', 'yes'].map((value) =>
    fileSnapshot(write(`import-${value}.conf`, `import-mode ${value}\n`), {
      version: 'valkey-8.1',
      redact: redactor(),
    }),
  );
  if (before === undefined || after === undefined) throw new RangeError('two files were read');
  t.deepEqual(
    (await diffOf(before, after)).changes.map(({ key, impact }) => [key, impact]),
    [['import-mode', 'unknown']],
  );
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
  t.deepEqual(keys, ['user/default']);
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
