import { fc } from '@fast-check/ava';
import { type DirectiveSpec, directivesOf } from '../../src/redis/catalogue/index.ts';
import { effectiveValue } from '../../src/redis/effective.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { withServer } from '../_redis.ts';
import { ENGINES, type Engine } from './_engines.ts';
import { otherValue } from './catalogue/_samples.ts';

/** Would keep the server from starting, from the test's socket, or from what this machine can do. */
const NOT_WRITTEN =
  /^(daemonize|supervised|port|tls-.*|dir|unixsocket.*|bind.*|.*cpulist|cluster-enabled|activedefrag|logfile|io-threads|aclfile|replicaof|req.*|oom-.*|syslog-.*|locale-collate|socket-mark-id|pidfile|maxclients|rdma-.*)$/;

/** One directive of a file, and how somebody may write it. */
interface Written {
  readonly name: string;
  readonly value: string;
}

for (const engine of ENGINES) {
  engine.real('files that mean the same to vedette are one to Redis, and others are not', async (t) => {
    const wrong = [];
    for (const [one, other] of fc.sample(pairs(engine), { numRuns: 20, seed: 20 })) {
      const [first, second] = [await readBy(engine, one), await readBy(engine, other)];
      if ((first === second) !== (meaningOf(engine, one) === meaningOf(engine, other)))
        wrong.push({ one, other, same: first === second });
    }
    t.deepEqual(wrong, []);
  });

  engine.real('files that are only spelt differently mean the same to vedette', (t) => {
    const wrong = fc
      .sample(files(engine), { numRuns: 100, seed: 21 })
      .flatMap((file) => fc.sample(respelt(engine, file), 1).map((other) => [printed(file), other] as const))
      .filter(([one, other]) => meaningOf(engine, one) !== meaningOf(engine, other));
    t.deepEqual(wrong, []);
  });
}

/** Two files: the second is the first one spelt otherwise and, half of the time, with one value changed. */
function pairs(engine: Engine): fc.Arbitrary<readonly [string, string]> {
  return fc
    .tuple(files(engine), fc.boolean())
    .chain(([file, changed]) =>
      respelt(engine, changed ? changedFirst(engine, file) : file).map(
        (other) => [printed(file), other] as const,
      ),
    );
}

function files(engine: Engine): fc.Arbitrary<readonly Written[]> {
  const line = fc
    .tuple(fc.constantFrom(...writable(engine)), fc.boolean())
    .map(([spec, other]) => ({ name: spec.name, value: other ? otherValue(spec) : asWritten(spec) }));
  return fc.uniqueArray(line, { selector: ({ name }) => name, minLength: 1, maxLength: 30 });
}

function changedFirst(engine: Engine, [first, ...rest]: readonly Written[]): readonly Written[] {
  const spec = writable(engine).find(({ name }) => name === first?.name);
  if (first === undefined || spec === undefined) return rest;
  const value = first.value === otherValue(spec) ? asWritten(spec) : otherValue(spec);
  return [{ ...first, value }, ...rest];
}

/** In another order, with aliases, in another case, with quotes and units, and with lines that later ones replace. */
function respelt(engine: Engine, file: readonly Written[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.shuffledSubarray([...file], { minLength: file.length }), fc.infiniteStream(fc.nat(7)))
    .map(([shuffled, numbers]) => {
      const next = (): number => numbers.next().value ?? 0;
      return shuffled
        .flatMap(({ name, value }) => {
          const spec = writable(engine).find((candidate) => candidate.name === name);
          if (spec === undefined) return [];
          const spelt = [spec.name, ...spec.aliases][next() % (1 + spec.aliases.length)] ?? name;
          const line = `${inCase(spelt, next())} ${valueSpelt(spec, value, next())}`;
          const replaced = spec.repetition === 'replace' && next() > 5;
          return replaced ? [`${name} ${quoted(otherValue(spec))}`, line] : [line];
        })
        .join('\n');
    });
}

function valueSpelt({ type }: DirectiveSpec, value: string, way: number): string {
  if (type.kind === 'memory') {
    const bytes = BigInt(value);
    if (way > 4 && bytes % 1024n === 0n) return `${bytes / 1024n}kB`;
    return way > 2 ? `00${value}b` : `"${value}"`;
  }
  if (type.kind === 'yes-no' || type.kind === 'choice') return inCase(value, way);
  return quoted(value);
}

function inCase(text: string, way: number): string {
  return way > 4 ? text.toUpperCase() : text;
}

function printed(file: readonly Written[]): string {
  return file.map(({ name, value }) => `${name} ${quoted(value)}`).join('\n');
}

function quoted(value: string): string {
  return `"${value}"`;
}

function asWritten(spec: DirectiveSpec): string {
  return spec.default?.join(' ') ?? '';
}

function writable({ version }: Engine): readonly DirectiveSpec[] {
  return directivesOf('redis', version).filter(
    ({ name, repetition, ignored, hidden }) =>
      repetition !== 'separate' && !ignored && !hidden && !NOT_WRITTEN.test(name),
  );
}

function meaningOf(engine: Engine, text: string): string {
  const document = parseDocument(text, { file: 'redis.conf', kind: 'redis' });
  return JSON.stringify(writable(engine).map(({ name }) => effectiveValue(document, engine.version, name)));
}

/** All that the server answers, but for the folder that the test gave it. */
function readBy({ server }: Engine, text: string): Promise<string> {
  return withServer(
    text,
    async (client) => {
      const config = await client.config('*');
      return JSON.stringify([...config].filter(([name]) => name !== 'dir').toSorted());
    },
    server,
  );
}
