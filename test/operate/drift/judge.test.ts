import test from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { comparable } from '../../../src/diff/source/text.ts';
import { driftData } from '../../../src/operate/drift/data.ts';
import { judgeDrift } from '../../../src/operate/drift/drift.ts';
import { withInfrastructure } from '../../../src/operate/drift/infrastructure.ts';
import { driftReport } from '../../../src/operate/drift/report.ts';
import { driftSummary } from '../../../src/operate/drift/summary.ts';
import type { Observed, ObservedProgram } from '../../../src/operate/observe/observed.ts';
import type { Directive } from '../../../src/redis/document.ts';
import { parseDocument } from '../../../src/redis/parse.ts';
import { redactor } from '../../../src/redis/redact.ts';
import { hostDocuments } from '../../../src/render/documents.ts';
import { printMarkdown } from '../../../src/report/markdown.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../../src/topology/environment.ts';
import { resolved } from '../../_boot.ts';
import { isOfSchema } from '../../cli/_schema.ts';
import { rowsOf } from './_rows.ts';

const TRIO: EnvironmentDefinition = {
  name: 'trio',
  redis: { package: 'redis80' },
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'], address: '10.0.0.11' },
    two: { roles: ['replica', 'sentinel'], address: '10.0.0.12' },
    three: { roles: ['replica', 'sentinel'], address: '10.0.0.13' },
  },
};

const NOW = resolved(TRIO);

/** How a program is seen that runs as its definition says, but for some lines that come last and the rest that is given. */
function seen(
  host: string,
  program: 'redis' | 'sentinel',
  lines = '',
  given: Partial<ObservedProgram> = {},
  environment: Environment = NOW,
): ObservedProgram {
  const found = environment.hosts.find(({ name }) => name === host);
  const declared: readonly Directive[] = (found && hostDocuments(environment, found)[program]) ?? [];
  const document = [...declared, ...parseDocument(lines, { file: 'test', kind: program })];
  const running = comparable({ program, version: '8.0', document }, host, redactor());
  const file = { path: `${program}.conf`, content: running, leftOut: [] };
  const common = { onlyKnown: undefined, strange: [], isCatchingUp: false } as const;
  return { host, program, version: '8.0', engine: 'Redis 8.0.2', running, file, ...common, ...given };
}

/** The whole group, with some programs seen otherwise. */
function group(...others: readonly Observed[]): readonly Observed[] {
  const all = [
    ...dataHosts(NOW).map(({ name }) => seen(name, 'redis')),
    ...sentinelHosts(NOW).map(({ name }) => seen(name, 'sentinel')),
  ];
  const isOther = ({ host, program }: Observed): boolean =>
    others.some((other) => other.host === host && other.program === program);
  return [...all.filter((one) => !isOther(one)), ...others];
}

/** @param base what it was brought to; nobody knows where it is `null` */
const find = (observed: readonly Observed[], base: Environment | null = NOW) =>
  judgeDrift(observed, { now: NOW, base: base ?? undefined, standsIn: false });

test('a group that runs as it is declared has no drift, whoever knows what it was brought to', (t) => {
  for (const base of [NOW, null]) {
    const drift = find(group(), base);
    t.deepEqual(rowsOf(drift), []);
    t.is(drift.impact, 'none');
    t.is(driftSummary(drift), 'trio runs as it is declared.');
  }
});

test('what stands in for another engine is read under names that both have, so that a password is no other one', (t) => {
  const now = resolved({ ...TRIO, engine: 'valkey', redis: { version: '9.1' } });
  const drift = judgeDrift(group(), { now, base: NOW, standsIn: true });
  const keys = new Set(Object.values(drift.rows).flatMap((rows) => rows.map(({ key }) => key)));
  t.deepEqual([...keys].toSorted(), ['dir', 'logfile', 'pidfile', 'version']);
});

test('roles after a failover are expected, and two primaries or a stranger are not', (t) => {
  const promoted = seen('two', 'redis', 'replicaof no one');
  const following = ['one', 'three'].map((host) => seen(host, 'redis', 'replicaof 10.0.0.12 6379'));
  t.deepEqual(rowsOf(find(group(promoted, ...following))), [
    'expected replicaof nobody -> one on two',
    'expected replicaof two -> nobody on one',
    'expected replicaof two -> one on three',
  ]);
  t.deepEqual(rowsOf(find(group(promoted))), [
    'host replicaof nobody -> nobody on one',
    'host replicaof nobody -> one on two',
  ]);
  const stranger = find(group(seen('three', 'redis', 'replicaof 10.0.9.9 6379')));
  t.deepEqual(rowsOf(stranger), ['host replicaof 10.0.9.9 6379 -> one on three']);
  t.is(stranger.impact, 'unknown');
});

test('a Sentinel follows the primary, and one that follows a stranger is changed', (t) => {
  const monitor = (address: string) => seen('one', 'sentinel', `sentinel monitor mymaster ${address} 6379 2`);
  t.deepEqual(rowsOf(find(group(monitor('10.0.0.12')))), [
    'expected sentinel/mymaster/address 10.0.0.12 6379 -> 10.0.0.11 6379 on one',
  ]);
  t.regex(rowsOf(find(group(monitor('10.0.9.9')))).join(), /^host sentinel\/mymaster\/address/);
});

test('a Sentinel that could not write its file would name the old primary again, which nobody expects', (t) => {
  const { running } = seen('one', 'sentinel', 'sentinel monitor mymaster 10.0.0.12 6379 2');
  const drift = find(group({ ...seen('one', 'sentinel'), running }));
  t.deepEqual(rowsOf(drift), ['host sentinel/mymaster/address 10.0.0.12 6379 -> 10.0.0.11 6379 on one']);
  t.regex(drift.rows.host[0]?.note ?? '', /it runs, is not in the file, and goes with the next restart$/);
});

test('priority 0 is expected of a replica that is not in sync, and of no other', (t) => {
  const behind = (isCatchingUp: boolean) => seen('two', 'redis', 'replica-priority 0', { isCatchingUp });
  t.deepEqual(rowsOf(find(group(behind(true)))), ['expected replica-priority 0 -> 100 on two']);
  t.deepEqual(rowsOf(find(group(behind(false)))), ['host replica-priority 0 -> 100 on two']);
});

test('what a switch-over that was cut off has left is told apart from what somebody or the definition changed', (t) => {
  const two = seen('two', 'redis', 'min-replicas-to-write 2\nreplica-priority 1\ntimeout 7');
  const rows = (now: EnvironmentDefinition, base: Environment | undefined) =>
    rowsOf(judgeDrift(group(two), { now: resolved(now), base, standsIn: false }));
  const left = ['left min-replicas-to-write 2 -> 1 on two', 'left replica-priority 1 -> 100 on two'];
  t.deepEqual(rows(TRIO, NOW), ['host timeout 7 -> 0 on two', ...left]);
  t.deepEqual(rows(TRIO, undefined), ['unknown timeout 7 -> 0 on two', ...left]);
  const strict = resolved({ ...TRIO, redis: { ...TRIO.redis, minReplicasToWrite: 2 } });
  t.true(rows(TRIO, strict).includes('definition min-replicas-to-write 2 -> 1 on two'));
});

/** A Sentinel of which only some answers are known. */
function unreadSentinel(host: string): ObservedProgram {
  const { running, ...rest } = seen(host, 'sentinel');
  const document = running.document.filter(({ name, args: [option] }) => [name, option].includes('monitor'));
  const file = { unread: 'files are out of reach' };
  return { ...rest, running: { ...running, document }, file, onlyKnown: new Set(['monitor']) };
}

test('what is not known is the worst, and hides nothing of what is', (t) => {
  const drift = find(
    group(
      { host: 'one', program: 'redis', unknown: 'Redis on one does not answer' },
      unreadSentinel('two'),
      seen('two', 'redis', 'timeout 7', { strange: ['new-thing'] }),
    ),
  );
  t.deepEqual(rowsOf(drift), [
    'unknown other settings not known -> none on two',
    'unknown sentinel.conf of Sentinel not known -> none on two',
    'unknown what runs not known -> none on one',
    'host timeout 7 -> 0 on two',
  ]);
  t.is(drift.impact, 'unknown');
  t.is(
    driftSummary(drift),
    'trio does not run as it is declared: 1 value changed where it runs. Nobody can tell all of it: 3 things not known, which may be the worst.',
  );
});

test('another version than that of the package is a drift of the host, or not rolled out yet', (t) => {
  const older = resolved({ ...TRIO, redis: { package: 'redis72' } });
  const observed = group(
    ...dataHosts(NOW).map(({ name }) => {
      const one = seen(name, 'redis');
      const running = { ...one.running, version: '7.2' } as const;
      return { ...one, version: '7.2', running, file: { path: '', content: running, leftOut: [] } } as const;
    }),
  );
  const versions = (base: Environment | null) =>
    rowsOf(find(observed, base)).filter((row) => / version /.test(row));
  t.deepEqual(versions(NOW), ['host version Redis 7.2 -> Redis 8.0 on one,three,two']);
  t.deepEqual(versions(older), ['definition version Redis 7.2 -> Redis 8.0 on one,three,two']);
  t.deepEqual(versions(null), ['unknown version Redis 7.2 -> Redis 8.0 on one,three,two']);
});

test('a drift is shown in the order of its weight, and its JSON is of the schema', (t) => {
  const drift = withInfrastructure(
    find(
      group(seen('two', 'redis', 'timeout 7'), seen('three', 'redis', 'hz 20')),
      resolved({ ...TRIO, redis: { ...TRIO.redis, directives: { hz: 20 } } }),
    ),
    { unknown: 'Terraform cannot be asked' },
  );
  const text = printMarkdown(driftReport(drift));
  const titles = Array.from(text.matchAll(/^## (.*)$/gm), ([, title]) => title);
  t.deepEqual(titles, ['Not rolled out yet', 'Changed where it runs', 'Not known']);
  t.true(text.includes('| unknown | infrastructure | not known |  | trio | Terraform cannot be asked |'));
  const data = { formatVersion: 1, command: 'drift', ...driftData(drift), how: 'in a test' };
  isOfSchema(t, 'drift', JSON.stringify(data));
});
