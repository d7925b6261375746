import { spawnSync } from 'node:child_process';
import { messageOf } from '../../../src/errors.ts';
import {
  type DirectiveSpec,
  directivesOf,
  REDIS_VERSIONS,
  type RedisVersion,
} from '../../../src/redis/catalogue/index.ts';
import { lineOf } from '../../../src/redis/form.ts';
import { printDocument } from '../../../src/redis/parse.ts';
import { needs } from '../../_needs.ts';
import { type RedisClient, refusalOf, withSentinel, withServer } from '../../_redis.ts';
import { answered } from '../_catalogue.ts';

const real = needs('redis-server');

/** The directives that CONFIG knows: all but those that are read once, from the file. */
const configurable = directivesOf('redis', installedVersion()).filter(
  ({ repetition }) => repetition !== 'separate',
);

/** Values that the start of a test or the machine sets. */
const NOT_COMPARABLE: ReadonlySet<string> = new Set(['port', 'unixsocket', 'dir', 'maxclients']);

/** Hidden from CONFIG GET since 7.2, and still read. */
const HIDDEN: ReadonlySet<string> = new Set(installedVersion() === '7.0' ? [] : ['aof-disable-auto-gc']);

real('the catalogue has the names of CONFIG GET, and no others', async (t) => {
  const names = await withServer('', async (server) => [...(await server.config('*')).keys()]);
  const known = configurable.flatMap(({ name, aliases }) => [name, ...aliases]);
  t.deepEqual(known.filter((name) => !HIDDEN.has(name)).toSorted(), names.toSorted());
});

real('every default is what a server without a configuration answers', async (t) => {
  const config = await withServer('', (server) => server.config('*'));
  const different = configurable
    .filter(({ name }) => !NOT_COMPARABLE.has(name) && !HIDDEN.has(name))
    .map((spec) => [spec.name, answered(spec.name, spec.default ?? []), config.get(spec.name)])
    .filter(([, known, answer]) => known !== answer);
  t.deepEqual(different, []);
});

real('every range is the one that Redis names when it refuses a number', async (t) => {
  const different = await withServer('', async (server) => {
    const answers = [];
    for (const spec of configurable) {
      const outside = numberOutside(spec);
      if (outside === undefined) continue;
      const answer = await refusal(server, spec.name, outside);
      if (!answer.includes(rangeOf(spec))) answers.push([spec.name, rangeOf(spec), answer]);
    }
    return answers;
  });
  t.deepEqual(different, []);
});

real('every choice has the words that Redis names when it refuses a word', async (t) => {
  const different = await withServer('', async (server) => {
    const answers = [];
    for (const { name, type } of configurable) {
      if (type.kind !== 'choice') continue;
      const answer = await refusal(server, name, 'no-such-word');
      const words = /one of the following: (.*)/.exec(answer)?.[1]?.split(', ') ?? [];
      const known = [...type.words, ...type.synonyms.keys()];
      if (known.toSorted().join() !== words.toSorted().join()) answers.push([name, known, answer]);
    }
    return answers;
  });
  t.deepEqual(different, []);
});

/** Values for options of Sentinel that have no default. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  monitor: ['127.0.0.1', '6379', '1'],
  'auth-user': ['sentinel'],
  'auth-pass': ['secret'],
  'notification-script': ['/bin/true'],
  'client-reconfig-script': ['/bin/true'],
  'rename-command': ['CONFIG', 'GUESSME'],
  'known-replica': ['127.0.0.2', '6379'],
  'known-sentinel': ['127.0.0.3', '26379', 'b'.repeat(40)],
  myid: ['a'.repeat(40)],
  'sentinel-user': ['sentinel'],
  'sentinel-pass': ['secret'],
  dir: ['.'],
  user: ['ann', 'on', '>secret', '~*', '+@all'],
};

/** Would load what the test does not have, or keep the Sentinel from the test's socket. */
const NOT_WRITTEN: ReadonlySet<string> = new Set([
  'include',
  'loadmodule',
  'unixsocket',
  'unixsocketperm',
  'port',
]);

real('a Sentinel reads every option of the catalogue in the form that it names', async (t) => {
  const options = directivesOf('sentinel', installedVersion()).filter(({ name }) => !NOT_WRITTEN.has(name));
  const document = options.map((spec) =>
    lineOf(spec, 'mymaster', SAMPLES[spec.name] ?? spec.default ?? [], 'test'),
  );
  const master = await withSentinel(printDocument(document), (server) =>
    server.command('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'mymaster'),
  );
  t.deepEqual(master, ['127.0.0.1', '6379']);
});

/** What Redis says to a value, by CONFIG SET, or at start for a directive that CONFIG SET can't change. */
async function refusal(server: RedisClient, name: string, value: string): Promise<string> {
  try {
    await server.command('CONFIG', 'SET', name, value);
    return 'accepted';
  } catch (error) {
    const message = messageOf(error);
    return /immutable|protected/.test(message)
      ? ((await refusalOf(`${name} ${value}`)) ?? 'accepted')
      : message;
  }
}

/** A number just outside the range that Redis can still read; undefined if there is none. */
function numberOutside({ type }: DirectiveSpec): string | undefined {
  if (type.kind !== 'integer' && type.kind !== 'memory') return undefined;
  if (type.max < 2n ** 63n - 1n) return String(type.max + 1n);
  if (type.kind === 'integer') return String(type.min - 1n);
  if (type.percent) return '101%';
  return type.min > 0n ? String(type.min - 1n) : undefined;
}

function rangeOf({ type }: DirectiveSpec): string {
  if (type.kind === 'memory' && type.percent) return 'less or equal to 100';
  return 'min' in type ? `between ${type.min} and ${type.max} inclusive` : '';
}

/** The catalogue's version of the redis-server on this machine. */
function installedVersion(): RedisVersion {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return REDIS_VERSIONS.findLast((version) => stdout?.includes(`v=${version}.`)) ?? '7.0';
}
