import test from 'ava';
import { canonicalValue } from '../../../src/redis/canonical.ts';
import {
  type DocumentKind,
  directivesOf,
  findDirective,
  nearestDirective,
  REDIS_VERSIONS,
} from '../../../src/redis/catalogue/index.ts';

const kinds: readonly DocumentKind[] = ['redis', 'sentinel'];

for (const kind of kinds)
  for (const version of REDIS_VERSIONS) {
    test(`every name and alias of ${kind}.conf ${version} stands for one directive`, (t) => {
      const names = directivesOf(kind, version).flatMap(({ name, aliases }) => [name, ...aliases]);
      t.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    });

    test(`every default of ${kind}.conf ${version} is of its type and in canonical form`, (t) => {
      for (const spec of directivesOf(kind, version))
        if (spec.default !== undefined)
          t.deepEqual(canonicalValue(spec, spec.default), spec.default, spec.name);
    });
  }

test('a directive is found by its name, an alias, and in any case', (t) => {
  for (const name of ['replica-priority', 'slave-priority', 'Replica-Priority'])
    t.is(findDirective('redis', '7.2', name)?.name, 'replica-priority');
});

test('a directive of a later version is not found in an earlier one', (t) => {
  t.is(findDirective('redis', '7.2', 'hide-user-data-from-log'), undefined);
  t.is(findDirective('redis', '7.4', 'hide-user-data-from-log')?.name, 'hide-user-data-from-log');
});

test('a directive that a version still reads, but ignores, says so', (t) => {
  t.false(findDirective('redis', '7.4', 'io-threads-do-reads')?.ignored);
  t.true(findDirective('redis', '8.0', 'io-threads-do-reads')?.ignored);
});

test('a range that changed is that of the version', (t) => {
  t.deepEqual(limitsOfSamples('7.2'), [1n, 2_147_483_647n]);
  t.deepEqual(limitsOfSamples('7.4'), [1n, 64n]);
});

test('names of objects are not directives', (t) => {
  t.is(findDirective('redis', '7.2', 'constructor'), undefined);
});

test('a misspelt directive has a nearest one of its version', (t) => {
  t.is(nearestDirective('redis', '7.2', 'maxmemory-polcy'), 'maxmemory-policy');
  t.is(nearestDirective('sentinel', '7.2', 'deny-script-reconfig'), 'deny-scripts-reconfig');
});

for (const name of ['replicaof', 'slaveof', 'requirepass', 'port', 'maxmemory', 'save', 'include', 'user'])
  test(`a definition can't set ${name}, and is told why`, (t) => {
    t.regex(findDirective('redis', '7.2', name)?.owned ?? '', /\w/);
  });

for (const name of ['monitor', 'auth-pass', 'myid', 'known-slave', 'down-after-milliseconds', 'port'])
  test(`a definition can't set ${name} of Sentinel, and is told why`, (t) => {
    t.regex(findDirective('sentinel', '7.2', name)?.owned ?? '', /\w/);
  });

for (const name of ['appendfsync', 'maxmemory-policy', 'client-output-buffer-limit', 'repl-backlog-size'])
  test(`a definition may set ${name}`, (t) => {
    t.is(findDirective('redis', '7.2', name)?.owned, undefined);
  });

test('an option of Sentinel knows the form of its line', (t) => {
  const forms = ['down-after-milliseconds', 'deny-scripts-reconfig', 'loglevel'].map(
    (name) => findDirective('sentinel', '7.2', name)?.form,
  );
  t.deepEqual(forms, ['group', 'sentinel', 'plain']);
});

function limitsOfSamples(version: '7.2' | '7.4'): readonly [bigint, bigint] | undefined {
  const type = findDirective('redis', version, 'maxmemory-samples')?.type;
  return type?.kind === 'integer' ? [type.min, type.max] : undefined;
}
