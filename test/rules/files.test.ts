import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import type { EngineVersion } from '../../src/redis/catalogue/version.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { redisConf, sentinelConf } from '../../src/render/conf-file.ts';
import { formatFinding, RULES, validate } from '../../src/rules/index.ts';
import { type FilesJudged, validateFiles } from '../../src/rules/validate-files.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { shipped } from '../_environment.ts';
import { TODAY } from '../topology/_base.ts';
import { FILE_CASES } from './_file-cases.ts';
import { type Files, GROUP, only, read, withLines } from './_files.ts';

function found(
  files: Files,
  version?: EngineVersion,
): readonly (readonly [rule: string, severity: string, finding: string])[] {
  return validateFiles(read(files, version), TODAY).findings.map((one) => [
    one.rule,
    one.severity,
    formatFinding(one),
  ]);
}

function namesOf({ leftOpen }: FilesJudged): readonly string[] {
  return leftOpen.map(({ rule }) => rule);
}

function rendered(environment: Environment): Files {
  return Object.fromEntries(
    environment.hosts.flatMap((host) => {
      const texts = { redis: redisConf(environment, host), sentinel: sentinelConf(environment, host) };
      return Object.entries(texts).flatMap(([program, text]) =>
        text === undefined ? [] : [[`${program}-${host.name}.conf`, text] as const],
      );
    }),
  );
}

test('the group of these tests breaks no rule', (t) => {
  t.deepEqual(found(GROUP), []);
});

for (const [rule, { breaks, keeps }] of Object.entries(FILE_CASES)) {
  for (const [index, { files, severity, findings, also = [] }] of breaks.entries())
    test(`${rule} finds exactly what files ${index + 1} break`, (t) => {
      t.deepEqual(
        found(files).filter(([name]) => !also.includes(name)),
        findings.map((finding) => [rule, severity, finding]),
      );
    });
  for (const [index, files] of keeps.entries())
    test(`files ${index + 1} near them keep ${rule}`, (t) => {
      t.false(found(files).some(([name]) => name === rule));
    });
}

test('every rule that files can break has files that break it, here or in a test of its own', (t) => {
  const rules = RULES.filter(({ judges }) => judges === 'files' || judges === 'configuration');
  t.deepEqual(
    rules.map(({ name }) => name).filter((name) => FILE_CASES[name] === undefined),
    [
      'diskless-load',
      'replicaof-include',
      'certificate-usable',
      'certificate-trust',
      'certificate-name',
      'certificate-lifetime',
    ],
  );
});

test('a replica of Redis 8.6 that empties itself before new data is whole breaks diskless-load', (t) => {
  const judged = (value: string) =>
    validateFiles(
      read(withLines({ 'data2.conf': `repl-diskless-load ${value}` }), '8.6'),
      TODAY,
    ).findings.map(formatFinding);
  t.deepEqual(judged('flushdb'), [
    'data2.conf:9: repl-diskless-load: flushdb empties a replica before new data comes in, and one that is empty may be promoted; leave it out, or give on-empty-db',
  ]);
  t.deepEqual(judged('on-empty-db'), []);
});

test('a replicaof that another file is read for breaks replicaof-include, one of the file itself does not', (t) => {
  const [file] = read(only('data1.conf'));
  if (file === undefined) throw new RangeError('a file was read');
  const line = (of: string) => parseDocument('replicaof 10.0.0.2 6379', { file: of, kind: 'redis' });
  const judged = (of: string) =>
    validateFiles([{ ...file, document: [...file.document, ...line(of)] }], TODAY).findings.map(
      formatFinding,
    );
  t.deepEqual(judged('base.conf'), [
    'base.conf:1: replicaof: stands in an included file, which a failover does not change, so this server is a replica again after its restart; move it to data1.conf',
  ]);
  t.deepEqual(judged('data1.conf'), []);
});

for (const name of environmentNames())
  test(`the rendered files of ${name} break no rule but those that its definition waives`, async (t) => {
    const environment = await shipped(name);
    const waived = new Set(
      validate(environment, TODAY).flatMap((one) => (one.waived === undefined ? [] : one.rule)),
    );
    const files = rendered(environment);
    t.true(Object.keys(files).length > 0);
    t.deepEqual(
      found(files, environment.redis.version).filter(([rule]) => !waived.has(rule)),
      [],
    );
  });

test('an environment and its rendered files break the same rules that both can decide', async (t) => {
  const environment = await shipped('quorum');
  const judged = validateFiles(read(rendered(environment)), TODAY);
  const { findings } = judged;
  const notJudged = namesOf(judged);
  const ofFiles = new Set(findings.map(({ rule }) => rule));
  const ofDefinition = validate(environment, TODAY).map(({ rule }) => rule);
  t.deepEqual(
    [...ofFiles].sort(),
    [...new Set(ofDefinition.filter((rule) => !notJudged.includes(rule)))].sort(),
  );
});

test('every rule is judged or named as not judged, and one of definitions never is judged', (t) => {
  for (const files of [GROUP, only('data1.conf'), only('sentinel1.conf')]) {
    const notJudged = namesOf(validateFiles(read(files), TODAY));
    for (const { name, judges } of RULES)
      t.true(judges === 'files' || judges === 'configuration' || notJudged.includes(name), name);
  }
});

test('what one file leaves open is named: Sentinels and counts for a server, servers for a Sentinel', (t) => {
  const left = (files: Files, ...rules: readonly string[]) => {
    const notJudged = namesOf(validateFiles(read(files), TODAY));
    return rules.filter((rule) => notJudged.includes(rule));
  };
  const rules = ['down-after-min', 'min-replicas-range', 'masterauth-missing', 'quorum-range'];
  t.deepEqual(left(only('data1.conf'), ...rules), ['down-after-min', 'min-replicas-range', 'quorum-range']);
  t.deepEqual(left(only('sentinel1.conf'), ...rules), [
    'min-replicas-range',
    'masterauth-missing',
    'quorum-range',
  ]);
  t.deepEqual(left(GROUP, ...rules), []);
});

test('where a program would not start, only that is said, and every other rule is open', (t) => {
  const { findings, leftOpen } = validateFiles(
    read(withLines({ 'data1.conf': 'nosuch 1', 'sentinel1.conf': 'sentinel parallel-syncs m 0' })),
    TODAY,
  );
  t.deepEqual(
    findings.map(({ rule, file, line }) => [rule, file, line]),
    [['line-refused', 'data1.conf', 8]],
  );
  t.deepEqual(
    RULES.map(({ name }) => name).filter((name) => !leftOpen.some(({ rule }) => rule === name)),
    ['line-refused', 'line-ignored'],
  );
  t.true(leftOpen.every(({ lacks }) => lacks === 'start'));
});

test('no finding holds a secret of a file', (t) => {
  const secrets = /s3cret|watchword|guarded|d1fferent/;
  for (const { breaks } of Object.values(FILE_CASES))
    for (const { files } of breaks)
      for (const { message, remedy, field } of validateFiles(read(files), TODAY).findings)
        for (const text of [message, remedy, field]) t.notRegex(text, secrets);
});

test('files of which none is known to be a host of its own are not counted', (t) => {
  const template = 'requirepass s3cret\nmasterauth s3cret\nmaxmemory 1gb\nmin-replicas-to-write 2';
  const judged = validateFiles(
    read({ 'primary.conf': template, 'replica.conf': `${template}\nreplicaof redis-1 6379` }),
    TODAY,
  );
  t.deepEqual(judged.findings, []);
  t.deepEqual(judged.leftOpen.find(({ rule }) => rule === 'min-replicas-range')?.lacks, 'replicas');
});
