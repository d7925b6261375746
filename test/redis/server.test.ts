import { fc } from '@fast-check/ava';
import { type Directive, directive } from '../../src/redis/document.ts';
import { effectiveValue } from '../../src/redis/effective.ts';
import { splitLine } from '../../src/redis/line.ts';
import { parseDocument, printDocument } from '../../src/redis/parse.ts';
import { needs } from '../_needs.ts';
import { BootFailure, refusalOf, withServer } from '../_redis.ts';
import { anyText } from './_arbitraries.ts';
import { answered } from './_catalogue.ts';
import { accepted, refused } from './_values.ts';

const real = needs('redis-server');

/** Directives that keep any text, and do nothing with it at start. */
const KEEPING = [
  ...['masteruser', 'masterauth', 'replica-announce-ip', 'cluster-announce-ip', 'syslog-ident'],
  ...['ignore-warnings', 'cluster-config-file', 'bind-source-addr', 'tls-cert-file', 'tls-key-file'],
  ...['tls-key-file-pass', 'tls-client-cert-file', 'tls-client-key-file', 'tls-client-key-file-pass'],
  ...['tls-dh-params-file', 'tls-ca-cert-file', 'tls-ca-cert-dir', 'tls-protocols', 'tls-ciphers'],
];

const anyValues = fc.array(anyText, { minLength: KEEPING.length, maxLength: KEEPING.length });

/** Words as somebody may write them: with quotes and escapes in any order. */
const anyWord = fc
  .array(fc.constantFrom('"', "'", '\\', '\\x41', '\\n', '\\q', 'a', 'ü', '#', ' ', '\t', '\x0b'), {
    maxLength: 7,
  })
  .map((parts) => parts.join(''));

real('every printed value is read back by Redis byte for byte', async (t) => {
  for (const values of fc.sample(anyValues, 40)) {
    const config = await withServer(printDocument(keeping(values)), (server) => server.config(...KEEPING));
    t.deepEqual(
      KEEPING.map((name) => config.get(name)),
      values,
    );
  }
});

real('a file that Redis rewrote is read with the same values', async (t) => {
  const difficult = [
    'größe 語',
    'a"b\\c',
    "it's",
    '{secret a}',
    '\r\t\b\x07\x1b',
    '\u202e',
    '# a',
    '',
    '\\x41',
  ];
  const values = KEEPING.map((_, index) => difficult[index % difficult.length] ?? '');
  const rewritten = await withServer(printDocument(keeping(values)), async (server) => {
    await server.command('CONFIG', 'REWRITE');
    return parseDocument(await server.file(), { file: 'redis.conf', kind: 'redis' });
  });
  t.deepEqual(
    KEEPING.map((name) => effectiveValue(rewritten, '7.0', name)),
    values.map((value) => [value]),
  );
});

real('Redis splits any line as splitLine does, or both refuse it', async (t) => {
  for (const word of fc.sample(anyWord, 150)) t.is(await readByRedis(word), readByVedette(word), word);
});

real('Redis reads every accepted value as its canonical form', async (t) => {
  const different = [];
  for (const [name, value, canonical] of accepted) {
    const text = printDocument([directive(name, [value], 'test')]);
    const read = (await withServer(text, (server) => server.config(name))).get(name) ?? '';
    if (!includes(read, answered(name, [canonical]))) different.push([name, value, canonical, read]);
  }
  t.deepEqual(different, []);
});

real('Redis refuses every value that vedette refuses', async (t) => {
  const started = [];
  for (const [name, value] of refused) {
    const refusal = await refusalOf(printDocument([directive(name, [value], 'test')]));
    if (!refusal?.includes('FATAL CONFIG FILE ERROR')) started.push([name, value]);
  }
  t.deepEqual(started, []);
});

const documents: readonly [title: string, text: string, names: readonly string[]][] = [
  [
    'duplicates and aliases',
    'timeout 1\nTIMEOUT 2\nslave-priority 3\nreplica-priority 4',
    ['timeout', 'replica-priority'],
  ],
  ['several save lines', 'save 900 1\nsave ""\nsave 60 5\nsave "30 7"', ['save']],
  ['an empty save line at the end', 'save 900 1\nsave ""', ['save']],
  [
    'several buffer limits',
    'client-output-buffer-limit slave 1gb 512mb 30\nclient-output-buffer-limit pubsub 1k 0 0 slave 1mb 0 0',
    ['client-output-buffer-limit'],
  ],
  ['a bare save line', 'save', ['save']],
  ['a bare save line after others', 'save 5 5\nsave', ['save']],
  ['a bare line of percentiles', 'latency-tracking-info-percentiles', ['latency-tracking-info-percentiles']],
  ['a bare line of buffer limits', 'client-output-buffer-limit', ['client-output-buffer-limit']],
  ['CRLF, comments and blanks', '# a\r\n\r\n \ttimeout 7 \r\n', ['timeout']],
];

for (const [title, text, names] of documents)
  real(`Redis reads ${title} as the document means`, async (t) => {
    const document = parseDocument(text, { file: 'redis.conf', kind: 'redis' });
    const config = await withServer(text, (server) => server.config(...names));
    t.deepEqual(
      names.map((name) => config.get(name)),
      names.map((name) => answered(name, effectiveValue(document, '7.0', name) ?? [])),
    );
  });

const unreadable: readonly [title: string, text: string][] = [
  ['a byte order mark', '\ufefftimeout 1'],
  ['a quote left open', 'masteruser "a'],
  ['text after a closing quote', 'masteruser "a"b'],
  ['an option of Sentinel', 'sentinel myid a'],
];

for (const [title, text] of unreadable)
  real(`Redis and vedette both refuse a file with ${title}`, async (t) => {
    t.throws(() => parseDocument(text, { file: 'redis.conf', kind: 'redis' }));
    t.regex((await refusalOf(text)) ?? '', /FATAL CONFIG FILE ERROR/);
  });

function keeping(values: readonly string[]): readonly Directive[] {
  return KEEPING.map((name, index) => directive(name, [values[index] ?? ''], 'test'));
}

/** The one value that Redis reads from a line; undefined if it refuses the line. */
async function readByRedis(word: string): Promise<string | undefined> {
  try {
    return (await withServer(`masteruser ${word}`, (server) => server.config('masteruser'))).get(
      'masteruser',
    );
  } catch (error) {
    if (error instanceof BootFailure) return undefined;
    throw error;
  }
}

/** The one value that vedette reads from a line; undefined if it refuses the line or finds another number of values. */
function readByVedette(word: string): string | undefined {
  try {
    const words = splitLine(`masteruser ${word}`.replaceAll(/^[ \t\r]+|[ \t\r]+$/g, ''));
    return words.length === 2 ? words[1] : undefined;
  } catch {
    return undefined;
  }
}

/** Redis answers the limits of all classes where the value names some. */
function includes(all: string, some: string): boolean {
  return (
    all === some ||
    (some !== '' && some.split(/ (?=[a-z])/).every((part) => ` ${all} `.includes(` ${part} `)))
  );
}
