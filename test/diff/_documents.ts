import { fc } from '@fast-check/ava';
import type { Change, Diff } from '../../src/diff/change.ts';
import { diff } from '../../src/diff/compare.ts';
import type { Snapshot } from '../../src/diff/snapshot.ts';
import type { DocumentKind, RedisVersion } from '../../src/redis/catalogue/index.ts';
import { parseDocument } from '../../src/redis/parse.ts';

/** A day on which no release is near its end. */
export const TODAY = new Date('2026-11-22T12:00:00Z');

/** A text of one configuration file as one side of a comparison. */
export function fileOf(
  text: string,
  { program = 'redis', version = '7.2' }: { program?: DocumentKind; version?: RedisVersion } = {},
): Snapshot {
  const document = parseDocument(text, { file: 'redis.conf', kind: program });
  return {
    name: 'redis.conf',
    label: 'redis.conf',
    programs: [{ host: 'redis.conf', program, version, document }],
  };
}

/** Compares two sides. */
export function diffOf(before: Snapshot, after: Snapshot): Promise<Diff> {
  return diff([{ before, after }], TODAY);
}

/** Compares two texts of a redis.conf. */
export async function changesOf(before: string, after: string): Promise<readonly Change[]> {
  return (await diffOf(fileOf(before), fileOf(after))).changes;
}

/**
 * Settings: each with values that differ in meaning, each value with texts that mean the same. A text may be of several
 * lines.
 */
const SETTINGS: readonly (readonly (readonly string[])[])[] = [
  [
    ['maxmemory 1gb', 'MAXMEMORY 1024MB', 'maxmemory "1073741824"', 'maxmemory 5\nmaxmemory 1gb'],
    ['maxmemory 1g'],
    ['maxmemory 0', 'maxmemory 0gb'],
  ],
  [['appendonly yes', 'appendonly YES', "appendonly 'yes'"], ['appendonly no']],
  [['replica-read-only no', 'slave-read-only no', 'Slave-Read-Only NO'], ['replica-read-only yes']],
  [['hash-max-listpack-entries 64', 'hash-max-ziplist-entries 64'], ['hash-max-listpack-entries 65']],
  [
    [
      'save 900 1 300 10',
      'save "900 1 300 10"',
      'save 900 1\nsave 300 10',
      'save 5 5\nsave ""\nsave 900 1\nsave 300 10',
    ],
    ['save ""', "save ''"],
    ['save 60 1'],
  ],
  [
    [
      'client-output-buffer-limit replica 1gb 64mb 60',
      'client-output-buffer-limit slave 1024mb 65536kb 60',
      'client-output-buffer-limit "replica 1gb 64mb 60"',
    ],
    ['client-output-buffer-limit replica 1g 64mb 60'],
    ['client-output-buffer-limit pubsub 1gb 64mb 60'],
    [
      'client-output-buffer-limit normal 1 1 1 replica 1gb 64mb 61',
      'client-output-buffer-limit replica 1gb 64mb 61\nclient-output-buffer-limit NORMAL 1b 1b 1',
    ],
  ],
  [
    ['notify-keyspace-events KEA', 'notify-keyspace-events AKE', 'notify-keyspace-events KEg$lshzxetd'],
    ['notify-keyspace-events ""'],
  ],
  [['requirepass {secret a}', 'requirepass  {secret a}'], ['requirepass {secret b}']],
  [
    [
      'proc-title-template "{title} ü"',
      "proc-title-template '{title} ü'",
      'proc-title-template "{title} \\xc3\\xbc"',
    ],
    ['proc-title-template {port}'],
  ],
  [['unixsocketperm 700', 'unixsocketperm 0700'], ['unixsocketperm 755']],
  [['bind 127.0.0.1 -::1', 'bind "127.0.0.1 -::1"'], ['bind *']],
  [['maxmemory-policy allkeys-lru', 'maxmemory-policy AllKeys-LRU'], ['maxmemory-policy volatile-ttl']],
  [['user app on +@all', 'user app on +@all '], ['user app off'], ['user other on']],
];

/** A file of some settings, in two texts that mean the same. */
export interface TwoTexts {
  readonly one: string;
  readonly other: string;
}

/** Any file, written twice: other spellings, other order, blanks, comments and line ends. */
export const anyFile: fc.Arbitrary<TwoTexts> = fc
  .shuffledSubarray([...SETTINGS])
  .chain((settings) => fc.tuple(...settings.map(anyValue)))
  .chain((values) =>
    fc.tuple(
      fc.constant(values),
      fc.shuffledSubarray(values, { minLength: values.length }),
      fc.constantFrom('\n', '\r\n', '\n# comment\n \n'),
    ),
  )
  .map(([values, shuffled, end]) => ({
    one: values.map(({ one }) => one).join('\n'),
    other: shuffled.map(({ other }) => `  ${other.replaceAll('\n', end)}\t`).join(end),
  }));

function anyValue(values: readonly (readonly string[])[]): fc.Arbitrary<TwoTexts> {
  return fc
    .constantFrom(...values)
    .chain((texts) => fc.record({ one: fc.constantFrom(...texts), other: fc.constantFrom(...texts) }));
}

/** Changes a file as a diff says, line by line. */
export function apply(changes: readonly Change[], text: string): string {
  const lines = text.split('\n');
  return changes.reduce<readonly string[]>(applyOne, [lines.join('\n')]).join('\n');
}

/** A later line wins, but of those that accumulate or stand beside each other the earlier ones must go. */
function applyOne(parts: readonly string[], { key, after }: Change): readonly string[] {
  const [name = '', part = ''] = key.split('/');
  const keeps =
    name === 'save'
      ? (line: string) => !/^save\b/i.test(line)
      : (line: string) => !line.startsWith(`user ${part} `);
  const kept = name === 'save' || name === 'user' ? parts.join('\n').split('\n').filter(keeps) : parts;
  return after === undefined ? kept : [...kept, `${name} ${part} ${after.canonical}`];
}
