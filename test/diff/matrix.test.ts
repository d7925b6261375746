import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { matrix } from '../../src/diff/matrix.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { SMALL, small } from '../_environment.ts';

function matrixOf(...changes: readonly Partial<EnvironmentDefinition>[]) {
  return matrix(changes.map((change, at) => snapshotOf(small({ name: `e${at}`, ...change }))));
}

test('equal environments have no row', (t) => {
  t.deepEqual(matrixOf({}, {}), { environments: ['e0', 'e1'], rows: [] });
});

test('an environment that does not mention a directive shows its default', (t) => {
  t.deepEqual(matrixOf({}, { redis: { directives: { hz: 20 } } }).rows, [
    { program: 'redis', key: 'hz', values: ['10', '20'] },
  ]);
});

test('another spelling is no difference', (t) => {
  const [one, other] = ['1gb', '1024mb'].map((size) => ({
    redis: { directives: { 'repl-backlog-size': size } },
  }));
  t.deepEqual(matrixOf(one ?? {}, other ?? {}).rows, []);
});

test('groups of other names share their rows', (t) => {
  t.deepEqual(
    matrixOf({ sentinel: { quorum: 2, group: 'one' } }, { sentinel: { quorum: 3, group: 'two' } }).rows,
    [{ program: 'sentinel', key: 'sentinel/*/quorum', values: ['2', '3'] }],
  );
});

test('where the hosts of an environment differ, each value is shown once', (t) => {
  const hosts = { ...SMALL.hosts, three: { roles: ['replica', 'sentinel'], size: 'm7g.large' } } as const;
  const row = matrixOf({}, { hosts }).rows.find(({ key }) => key === 'host/size');
  t.deepEqual(row?.values, ['m7g.medium', 'm7g.large / m7g.medium']);
});

test('addresses and ids are no rows', (t) => {
  t.deepEqual(matrixOf({}, { network: { cidr: '10.8.0.0/24' } }).rows, []);
});
