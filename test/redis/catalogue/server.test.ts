import { messageOf } from '../../../src/base/errors.ts';
import { canonicalValue } from '../../../src/redis/canonical.ts';
import { type DirectiveSpec, directivesOf, findDirective } from '../../../src/redis/catalogue/index.ts';
import { lineOf } from '../../../src/redis/form.ts';
import { printDocument } from '../../../src/redis/parse.ts';
import { type RedisClient, refusalOf, withSentinel, withServer } from '../../_redis.ts';
import { answered } from '../_catalogue.ts';
import { ENGINES, type Engine } from '../_engines.ts';
import { accepted, refused } from '../_values.ts';
import { SENTINEL_VALUES } from './_samples.ts';

/** Values that the start of a test or the machine sets. */
const NOT_COMPARABLE: ReadonlySet<string> = new Set(['port', 'unixsocket', 'dir', 'maxclients']);

for (const engine of ENGINES) {
  const { version, server: path, real } = engine;
  const configurable = configurableOf(engine);
  const listed = configurable.filter(({ hidden }) => !hidden);

  real('the catalogue has the names of CONFIG GET, and no others', async (t) => {
    const names = await withServer('', async (server) => [...(await server.config('*')).keys()], path);
    t.deepEqual(listed.flatMap(({ name, aliases }) => [name, ...aliases]).toSorted(), names.toSorted());
  });

  real('every default is what a server without a configuration answers', async (t) => {
    const different = await withServer(
      '',
      async (server) => {
        const config = await server.config(...configurable.map(({ name }) => name));
        return configurable
          .filter(({ name }) => !NOT_COMPARABLE.has(name))
          .map((spec) => [spec.name, answered(spec.name, spec.default ?? []), config.get(spec.name)])
          .filter(([, known, answer]) => known !== answer);
      },
      path,
    );
    t.deepEqual(different, []);
  });

  real('every range is the one that Redis names when it refuses a number', async (t) => {
    const different = await withServer(
      '',
      async (server) => {
        const answers = [];
        for (const spec of configurable) {
          const outside = numberOutside(spec);
          if (outside === undefined) continue;
          const answer = await refusal(server, path, spec.name, outside);
          if (!answer.includes(rangeOf(spec))) answers.push([spec.name, rangeOf(spec), answer]);
        }
        return answers;
      },
      path,
    );
    t.deepEqual(different, []);
  });

  real('every choice has the words that Redis names when it refuses a word', async (t) => {
    const different = await withServer(
      '',
      async (server) => {
        const answers = [];
        for (const { name, type } of configurable) {
          if (type.kind !== 'choice') continue;
          const answer = await refusal(server, path, name, 'no-such-word');
          const words = /one of the following: (.*)/.exec(answer)?.[1]?.split(', ') ?? [];
          const known = [...type.words, ...type.synonyms.keys()];
          if (known.toSorted().join() !== words.toSorted().join()) answers.push([name, known, answer]);
        }
        return answers;
      },
      path,
    );
    t.deepEqual(different, []);
  });

  real('what the catalogue calls ignored is read from a file, and there is no such directive', async (t) => {
    const names = directivesOf('redis', version)
      .filter((spec) => spec.ignored)
      .map(({ name }) => name);
    const text = names.map((name) => `${name} anything`).join('\n');
    const config = await withServer(text, (server) => server.config(...names), path);
    t.is(config.size, 0);
  });

  real('CONFIG SET takes every accepted value as its canonical form', async (t) => {
    const different = await withServer(
      '',
      async (server) => {
        const answers = [];
        for (const [name, value, canonical] of accepted) {
          if (!isSetByConfig(engine, name)) continue;
          await server.command('CONFIG', 'SET', name, value);
          const read = (await server.config(name)).get(name) ?? '';
          const known = answered(name, [canonical]);
          if (name === 'client-output-buffer-limit' ? !containsLimits(read, known) : read !== known)
            answers.push([name, value, canonical, read]);
        }
        return answers;
      },
      path,
    );
    t.deepEqual(different, []);
  });

  real('CONFIG SET refuses every value that vedette refuses', async (t) => {
    const taken = await withServer(
      '',
      async (server) => {
        const answers = [];
        for (const [name, value] of refused)
          if (isRefusedBy(engine, name, value) && (await refusal(server, path, name, value)) === 'accepted')
            answers.push([name, value]);
        return answers;
      },
      path,
    );
    t.deepEqual(taken, []);
  });

  real('a Sentinel reads every option of the catalogue in the form that it names', async (t) => {
    const options = directivesOf('sentinel', version).filter(({ name }) => !NOT_WRITTEN.has(name));
    const document = options.map((spec) =>
      lineOf(spec, 'mymaster', SENTINEL_VALUES[spec.name] ?? spec.default ?? ['anything'], 'test'),
    );
    const master = await withSentinel(
      printDocument(document),
      (server) => server.command('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'mymaster'),
      path,
    );
    t.deepEqual(master, ['127.0.0.1', '6379']);
  });
}

/** Would load what the test does not have, or keep the Sentinel from the test's socket. */
const NOT_WRITTEN: ReadonlySet<string> = new Set([
  'include',
  'loadmodule',
  'unixsocket',
  'unixsocketperm',
  'port',
]);

/** The directives that CONFIG knows: all but those that are read once, from the file, or not at all. */
function configurableOf({ version }: Engine): readonly DirectiveSpec[] {
  return directivesOf('redis', version).filter((spec) => spec.repetition !== 'separate' && !spec.ignored);
}

function isSetByConfig({ version }: Engine, name: string): boolean {
  return findDirective('redis', version, name)?.command === 'CONFIG SET';
}

function isRefusedBy(engine: Engine, name: string, value: string): boolean {
  const spec = findDirective('redis', engine.version, name);
  if (spec === undefined || !isSetByConfig(engine, name)) return false;
  try {
    canonicalValue(spec, [value]);
    return false;
  } catch {
    return true;
  }
}

/** What Redis says to a value, by CONFIG SET, or at start for a directive that CONFIG SET can't change. */
async function refusal(server: RedisClient, engine: string, name: string, value: string): Promise<string> {
  try {
    await server.command('CONFIG', 'SET', name, value);
    return 'accepted';
  } catch (error) {
    const message = messageOf(error);
    return /immutable|protected/.test(message)
      ? ((await refusalOf(`${name} ${value}`, engine)) ?? 'accepted')
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

/** Redis answers the limits of all classes where the value names some. */
function containsLimits(all: string, some: string): boolean {
  return some.split(/ (?=[a-z])/).every((part) => ` ${all} `.includes(` ${part} `));
}
