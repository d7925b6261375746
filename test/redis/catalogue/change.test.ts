import { messageOf } from '../../../src/base/errors.ts';
import { canonicalValue } from '../../../src/redis/canonical.ts';
import { type DirectiveSpec, directivesOf, findDirective } from '../../../src/redis/catalogue/index.ts';
import { effectiveValue } from '../../../src/redis/effective.ts';
import { parseDocument } from '../../../src/redis/parse.ts';
import { freePort } from '../../_free-port.ts';
import { type RedisClient, withSentinel, withServer } from '../../_redis.ts';
import { answered } from '../_catalogue.ts';
import { makeCertificate } from '../_certificate.ts';
import { ENGINES } from '../_engines.ts';
import { otherValue, SENTINEL_VALUES } from './_samples.ts';

/** What a build may lack: Debian's has another allocator than the one that defragments, and no RDMA. */
const NOT_IN_EVERY_BUILD: ReadonlySet<string> = new Set(['activedefrag', 'rdma-bind', 'rdma-port']);

for (const { version, server: path, real } of ENGINES) {
  const options = directivesOf('redis', version).filter(
    ({ repetition, ignored, name }) => repetition !== 'separate' && !ignored && !NOT_IN_EVERY_BUILD.has(name),
  );

  real('each directive that CONFIG SET changes is changed by it, and read back', async (t) => {
    const certificate = await makeCertificate();
    try {
      const wrong = await withServer(
        certificate.conf,
        async (server) => {
          const values = {
            ...certificate.values,
            port: String(await freePort()),
            'tls-port': String(await freePort()),
          };
          const answers = [];
          for (const spec of options.filter(({ command }) => command === 'CONFIG SET')) {
            const answer = await setAndRead(server, spec, values);
            if (answer !== undefined) answers.push([spec.name, answer]);
          }
          return answers;
        },
        path,
      );
      t.deepEqual(wrong, []);
    } finally {
      await certificate.remove();
    }
  });

  real(
    'each directive that CONFIG SET does not change is refused by it, even with its own value',
    async (t) => {
      const taken = await withServer(
        '',
        async (server) => {
          const answers = [];
          for (const { name } of options.filter(({ command }) => command !== 'CONFIG SET')) {
            const value = (await server.config(name)).get(name) ?? '';
            const answer = await answerOf(server, 'CONFIG', 'SET', name, value);
            if (!/immutable|protected/.test(answer)) answers.push([name, answer]);
          }
          return answers;
        },
        path,
      );
      t.deepEqual(taken, []);
    },
  );

  real('REPLICAOF and ACL SETUSER change what the catalogue says they do', async (t) => {
    await withServer(
      '',
      async (server) => {
        await server.command('REPLICAOF', '127.0.0.1', '1');
        t.is((await server.config('replicaof')).get('replicaof'), '127.0.0.1 1');
        await server.command('ACL', 'SETUSER', 'ann', 'on', 'nopass');
        t.regex(String(await server.command('ACL', 'LIST')), /user ann on nopass/);
      },
      path,
    );
    t.deepEqual(
      ['replicaof', 'user'].map((name) => findDirective('redis', version, name)?.command),
      ['REPLICAOF', 'ACL SETUSER'],
    );
  });

  const sentinelOptions = directivesOf('sentinel', version).filter(({ ignored }) => !ignored);

  real(
    'each option that SENTINEL SET or SENTINEL CONFIG SET changes is in the file afterwards',
    async (t) => {
      const wrong = await withSentinel(
        MONITORED,
        async (server) => {
          const answers = [];
          for (const spec of sentinelOptions.filter(({ command }) => command?.startsWith('SENTINEL'))) {
            const value = NEW_OPTIONS[spec.name] ?? SENTINEL_VALUES[spec.name] ?? [otherValue(spec)];
            const answer = await answerOf(server, ...commandFor(spec, value));
            const file = parseDocument(await server.file(), { file: 'sentinel.conf', kind: 'sentinel' });
            const read = effectiveValue(file, version, spec.name, 'sentinel')?.join(' ') ?? '';
            if (answer !== 'OK' || !read.includes(value.at(-1) ?? ''))
              answers.push([spec.name, answer, read]);
          }
          return answers;
        },
        path,
      );
      t.deepEqual(wrong, []);
    },
  );

  real(
    'each option that restarts a Sentinel is refused by SENTINEL SET and SENTINEL CONFIG SET',
    async (t) => {
      const taken = await withSentinel(
        MONITORED,
        async (server) => {
          const answers = [];
          for (const spec of sentinelOptions.filter(({ command }) => command === undefined)) {
            const value = SENTINEL_VALUES[spec.name]?.[0] ?? spec.default?.[0] ?? '1';
            for (const command of [
              ['SENTINEL', 'SET', 'mymaster', spec.name, value],
              ['SENTINEL', 'CONFIG', 'SET', spec.name, value],
            ])
              if ((await answerOf(server, ...command)) === 'OK') answers.push(command);
          }
          return answers;
        },
        path,
      );
      t.deepEqual(taken, []);
    },
  );
}

const MONITORED = 'sentinel monitor mymaster 127.0.0.1 1 1';

/** Values that differ from those of the start. Of a group's `monitor`, SENTINEL SET knows the quorum. */
const NEW_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  monitor: ['2'],
  'announce-ip': ['127.0.0.9'],
};

function commandFor(spec: DirectiveSpec, value: readonly string[]): readonly string[] {
  const option = spec.name === 'monitor' ? 'quorum' : spec.name;
  return spec.command === 'SENTINEL SET'
    ? ['SENTINEL', 'SET', 'mymaster', option, ...value]
    : ['SENTINEL', 'CONFIG', 'SET', option, ...value];
}

/** Sets another value, reads it and sets the first one again; undefined if Redis answers the canonical form. */
async function setAndRead(
  server: RedisClient,
  spec: DirectiveSpec,
  values: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const before = (await server.config(spec.name)).get(spec.name) ?? '';
  const value = values[spec.name] ?? otherValue(spec);
  const answer = await answerOf(server, 'CONFIG', 'SET', spec.name, value);
  if (answer !== 'OK') return answer;
  const read = (await server.config(spec.name)).get(spec.name) ?? '';
  const back = await answerOf(server, 'CONFIG', 'SET', spec.name, before);
  const known = answered(spec.name, canonicalValue(spec, [value]));
  if (read === before) return `${value} did not change ${before}`;
  if (!read.includes(known)) return `${read} is not ${known}`;
  return back === 'OK' ? undefined : back;
}

async function answerOf(server: RedisClient, ...command: readonly string[]): Promise<string> {
  try {
    return String(await server.command(...command));
  } catch (error) {
    return messageOf(error);
  }
}
