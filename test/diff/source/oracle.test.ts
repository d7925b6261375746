import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { fc } from '@fast-check/ava';
import { UserError } from '../../../src/base/errors.ts';
import { readConfiguration } from '../../../src/diff/source/file.ts';
import { isValkey } from '../../../src/redis/catalogue/index.ts';
import { freePort } from '../../_free-port.ts';
import { type Files, refusalOfFiles } from '../../_redis.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { type Certificate, makeCertificate } from '../../redis/_certificate.ts';
import { ENGINES, type Engine } from '../../redis/_engines.ts';

const scratch = scratchFolder('oracle');

/** Files of one kind. */
type Kind = fc.Arbitrary<Files>;

function lines(line: fc.Arbitrary<string>, minLength = 1, maxLength = 2): Kind {
  return fc.array(line, { minLength, maxLength }).map((all) => ({ 'redis.conf': all.join('\n') }));
}

function sentence(...words: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...words).map((all) => all.filter((word) => word !== '').join(' '));
}

const of = (...words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words);

/** What stands behind a value by mistake, or does no harm there. */
const tail = of('', '', ' ', '\t', '\r', '# small', '#', 'x', '""', "''", '"x', '\\');

const numbers = sentence(
  of(
    'timeout',
    'TIMEOUT',
    'hz',
    'maxmemory',
    'databases',
    'tcp-keepalive',
    'maxclients',
    'slowlog-log-slower-than',
  ),
  of('5', '"5"', '05', '+5', '-1', '5mb', '5 mb', '1k', '1.5', '', '0', '5#', '0x10', '99999999999999999999'),
  tail,
);

const enumerated = sentence(
  of(
    'appendonly',
    'appendfsync',
    'maxmemory-policy',
    'loglevel',
    'supervised',
    'oom-score-adj',
    'no-such-name',
  ),
  of('yes', 'NO', 'always', 'Everysec', 'noeviction', 'notice', 'relative', 'true', '1', ''),
  tail,
);

const repeated = sentence(
  of('save', 'client-output-buffer-limit', 'oom-score-adj-values', 'latency-tracking-info-percentiles'),
  of(
    '',
    '""',
    '900 1',
    '"900 1 300 10"',
    '900',
    '900 1 300',
    '0 1',
    '1 2 3',
    'pubsub 1mb 1mb 5',
    'slave 0 0 0',
    'master 0 0 0',
  ),
  tail,
);

/** Without a port nothing is listened on, so that any word is an address to the server. */
const bind = sentence(
  of('bind', 'BIND'),
  of(
    ...['', '""', '127.0.0.1', '127.0.0.1 -::1', '"127.0.0.1 -::1"', '* -::*', '"x'],
    ...['127.0.0.1 '.repeat(16), '127.0.0.1 '.repeat(17), `"${'127.0.0.1 '.repeat(17)}"`],
  ),
);

const user = sentence(
  of('user', 'USER'),
  of('ann', 'bob', '"ann b"', 'default', ''),
  of('on', 'off', 'reset', ''),
  of('>pw', `#${'a'.repeat(64)}`, '#nothash', '<pw', 'nopass', '', `!${'b'.repeat(64)}`),
  of('~*', '~a ~b', 'allkeys ~a', '%R~a', '%X~a', '&* &a', '&a', 'resetkeys', '(~a +get)', '(~a', ''),
  of(
    '+get',
    '+@read',
    '+nosuch',
    '+@nosuch',
    '-@all +config|get',
    '+config|nosuch',
    '+get|a',
    '-get|a',
    'get',
    '+@all',
    '',
  ),
);

const renamed = sentence(
  of('rename-command'),
  of('GET', 'get', 'SET', 'NOSUCH', 'config', ''),
  of('""', 'READ', 'SET', 'read', 'a b', ''),
);

const blanks = fc
  .array(
    of(
      'timeout 5',
      '\ttimeout\t5\t',
      ' \t ',
      '',
      '#x',
      ' # x',
      'timeout 5\r',
      '\r',
      '\ufefftimeout 5',
      '"timeout" 5',
      "'hz' 20",
      '\x0btimeout 5',
      'timeout\x0b5',
    ),
    { maxLength: 4 },
  )
  .map((all) => ({ 'redis.conf': all.join('\n') }));

const encoded = fc
  .array(of('# caf\xe9', '\t# \xff\xfe', 'timeout 5', '', `# ${'\xe9'.repeat(3000)}`), { maxLength: 4 })
  .map((all) => ({ 'redis.conf': Buffer.from(all.join('\r\n'), 'latin1') }));

const long = fc
  .tuple(
    of('#', 'masteruser', 'user ann on', 'proc-title-template', 'nosuch'),
    of('x', '~', ' '),
    fc.nat(70_000),
  )
  .map(([start, character, length]) => ({
    'redis.conf': `timeout 5\n${start} ${character.repeat(length)}a`,
  }));

const include = sentence(
  of('include', 'INCLUDE'),
  of(
    'a.conf',
    './a.conf',
    '"a.conf"',
    'sub/b.conf',
    'sub/*.conf',
    'none/*.conf',
    'n?ne.conf',
    '[ab].conf',
    'none.conf',
    'sub',
    'a.conf b.conf',
    '',
    '*.conff',
  ),
);
const included = fc
  .tuple(
    fc.array(fc.oneof(include, of('timeout 5', 'hz x')), { minLength: 1, maxLength: 3 }),
    of('timeout 5', 'timeout x', 'include sub/b.conf', '', '\n\n# x\n', 'include b.conf'),
    of('hz 10', 'hz x', '', 'maxmemory 64mb # small', 'hz 10\n'),
  )
  .map(([main, a, b]) => ({ 'redis.conf': main.join('\n'), 'a.conf': a, 'b.conf': b, 'sub/b.conf': b }));

/** What a server makes of each of the lines is what they say together. */
function encryption({ values }: Certificate, port: number): Kind {
  const [cert, authority, key] = Object.values(values);
  const maybe = (line: string) => of('', line);
  return fc
    .tuple(
      of('tls-port 0', `tls-port ${port}`, 'tls-replication yes', 'tls-cluster yes', 'tls-replication no'),
      maybe(`tls-cert-file ${cert}`),
      maybe(`tls-key-file ${key}`),
      maybe(`tls-ca-cert-file ${authority}`),
      of('', '', 'tls-auth-clients no', 'tls-auth-clients optional', 'tls-auth-clients none'),
    )
    .map((all) => ({ 'redis.conf': all.filter((line) => line !== '').join('\n') }));
}

const KINDS: readonly (readonly [kind: string, files: Kind])[] = [
  ['numbers with something behind them', lines(numbers)],
  ['words of choices', lines(enumerated)],
  ['directives of several words', lines(repeated, 1, 3)],
  ['addresses', lines(bind)],
  ['blanks, tabs and ends of lines', blanks],
  ['comments in Latin-1', encoded],
  ['long lines', long],
  ['included files', included],
  ['no line at all', fc.constant({ 'redis.conf': '' })],
];

/** Of Valkey not every command is known, so that a name which is none may stand there. */
const OF_COMMANDS: typeof KINDS = [
  ['users', lines(user)],
  ['renamed commands', lines(renamed, 1, 3)],
];

/** Linux reads a size without digits as 0, and FreeBSD does not start: it is refused. */
function isSizeWithoutDigits(files: Files): boolean {
  return /^maxmemory[ \t]+(?:""|'')?[ \t\r]*$/m.test(String(files['redis.conf']));
}

/** How many files of each kind are tried; `VEDETTE_FILES=200 npx ava` tries more. */
const FILES = Number(env.VEDETTE_FILES ?? 12);

for (const engine of ENGINES) {
  const kinds = isValkey(engine.version) ? KINDS : [...KINDS, ...OF_COMMANDS];
  for (const [at, [kind, files]] of kinds.entries())
    engine.real(`what the server refuses of ${kind} is refused, and all else is taken`, async (t) => {
      t.deepEqual(await differences(engine, fc.sample(files, { numRuns: FILES, seed: at })), []);
    });

  engine.real('what the server refuses of encryption is refused, and all else is taken', async (t) => {
    const certificate = await makeCertificate();
    try {
      const files = fc.sample(encryption(certificate, await freePort()), { numRuns: FILES, seed: 99 });
      t.deepEqual(await differences(engine, files), []);
    } finally {
      await certificate.remove();
    }
  });
}

/** Files that one of server and vedette takes and the other does not, each with what both say. */
async function differences(
  { version, server }: Engine,
  samples: readonly Files[],
): Promise<readonly unknown[]> {
  const found = [];
  const distinct = new Map(
    samples.filter((files) => !isSizeWithoutDigits(files)).map((files) => [JSON.stringify(files), files]),
  );
  for (const files of distinct.values()) {
    const [theirs, ours] = [await refusalOfFiles(files, server), refusalByVedette(files, version)];
    if ((theirs === undefined) !== (ours === undefined)) found.push({ files, theirs, ours });
  }
  return found;
}

function refusalByVedette(files: Files, version: Engine['version']): string | undefined {
  const folder = mkdtempSync(join(scratch, 'files-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  try {
    const { problems } = readConfiguration(join(folder, 'redis.conf'), { version, program: 'redis' });
    return problems.find(({ severity }) => severity === 'error')?.message;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
