import type { EngineVersion } from '../../src/redis/catalogue/index.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { knownProblems } from '../../src/redis/problems.ts';
import type { ConfigurationFile } from '../../src/rules/files/configuration.ts';

/** The text of files by their names. */
export type Files = Readonly<Record<string, string>>;

/** Three servers and three Sentinels that break no rule. */
export const GROUP: Files = {
  'data1.conf': server(1),
  'data2.conf': server(2, 'replicaof 10.0.0.1 6379'),
  'data3.conf': server(3, 'replicaof 10.0.0.1 6379'),
  'sentinel1.conf': sentinel(1),
  'sentinel2.conf': sentinel(2),
  'sentinel3.conf': sentinel(3),
};

/** The redis.conf of the server with this number. */
function server(host: number, ...more: readonly string[]): string {
  return [
    `bind 10.0.0.${host} 127.0.0.1`,
    'port 6379',
    'dir /var/db/redis',
    'requirepass s3cret',
    'masterauth s3cret',
    'maxmemory 1gb',
    'min-replicas-to-write 1',
    ...more,
  ].join('\n');
}

/** The sentinel.conf of the Sentinel with this number. */
function sentinel(host: number): string {
  return [
    `bind 10.0.1.${host} 127.0.0.1`,
    'port 26379',
    `sentinel myid ${String(host).repeat(40)}`,
    'sentinel monitor m 10.0.0.1 6379 2',
    'sentinel auth-pass m s3cret',
    'sentinel down-after-milliseconds m 5000',
    'sentinel failover-timeout m 60000',
  ].join('\n');
}

/** The files with lines put behind those of each one that is named. */
export function withLines(lines: Files, files: Files = GROUP): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      lines[name] === undefined ? text : `${text}\n${lines[name]}`,
    ]),
  );
}

/** The files with one text in the place of another, in all of them or in those whose names begin so. */
export function replaced(from: string | RegExp, to: string, where = '', files: Files = GROUP): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      name.startsWith(where) ? text.replace(from, to) : text,
    ]),
  );
}

/** Only the files that are named. */
export function only(...names: readonly string[]): Files {
  return Object.fromEntries(names.map((name) => [name, GROUP[name] ?? '']));
}

/** Reads files as the command line does, but for includes. */
export function read(files: Files, version: EngineVersion = '7.2'): readonly ConfigurationFile[] {
  return Object.entries(files).map(([path, text]) => {
    const program = path.startsWith('sentinel') ? 'sentinel' : 'redis';
    const document = parseDocument(text, { file: path, kind: program });
    return { path, program, version, document, problems: knownProblems(document, version, program) };
  });
}
