/** What comparing takes, without the start of a process. */
import { execFileSync } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { spread } from '../../src/definition/spread.ts';
import { diff } from '../../src/diff/compare.ts';
import { matrix } from '../../src/diff/matrix.ts';
import { type Snapshot, snapshotOf } from '../../src/diff/snapshot.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { redact } from '../../src/redis/redact.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { fastestOf } from './measure.ts';

const BUNDLE = fileURLToPath(new URL('../../src/start/bundle.cjs', import.meta.url));
const TODAY = new Date();

/** Rows of a table: what, how long, the goal. */
export function comparing(): readonly (readonly string[])[] {
  const environments = Array.from({ length: 100 }, (_, at) => environmentOf(at));
  const text = longFile();
  const known = sideOf('');
  return [
    [
      'matrix of 100 environments of ten hosts',
      shown(() => matrix(environments.map((environment) => snapshotOf(environment)))),
      'at most 1 s',
    ],
    [
      'a redis.conf of 10,000 lines, parsed and compared',
      shown(() => diff([{ before: known, after: sideOf(text) }], TODAY)),
      'at most 100 ms',
    ],
    ['the catalogue of directives, loaded as commands do', `${catalogue().toFixed(0)} ms`, 'at most 15 ms'],
  ];
}

/** The fastest of some processes: within one process it is loaded once. */
function catalogue(): number {
  const program = `const began = performance.now();
    require(process.argv[1]).loadBundle('src/redis/catalogue/index.ts', 'bench')
      .then(() => console.log(performance.now() - began));`;
  const times = Array.from({ length: 6 }, () =>
    Number(execFileSync(execPath, ['-e', program, BUNDLE], { encoding: 'utf8' })),
  );
  return Math.min(...times);
}

function shown(work: () => unknown): string {
  return `${fastestOf(5, work).toFixed(0)} ms`;
}

function environmentOf(at: number) {
  const definition = {
    name: `env${at}`,
    sentinel: { quorum: 3 },
    network: { cidr: '10.0.0.0/16', zones: ['a', 'b', 'c'] },
    hosts: spread({ replicas: 4, sentinels: 10, zones: ['a', 'b', 'c'] }),
    redis: { directives: { hz: 10 + (at % 5) } },
  };
  return resolveEnvironment(definition, `${definition.name}.ts`);
}

function longFile(): string {
  const lines = ['maxmemory 1gb', 'client-output-buffer-limit replica 1gb 64mb 60', '# a comment', 'hz 20'];
  return Array.from({ length: 10_000 }, (_, at) =>
    at % 5 === 0 ? `user u${at} on >secret${at} ~key:${at}:* +@all` : lines[(at % 5) - 1],
  ).join('\n');
}

function sideOf(text: string): Snapshot {
  const document = redact(parseDocument(text, { file: 'redis.conf', kind: 'redis' }));
  const program = { host: 'redis.conf', program: 'redis', version: '7.2', document } as const;
  return { name: 'redis.conf', label: 'redis.conf', programs: [program] };
}
