import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { environmentNames, loadDefinition } from '../../src/definition/load.ts';
import { type Finding, formatFinding, RULES, validate } from '../../src/rules/index.ts';
import type { Demands } from '../../src/topology/demands.ts';
import { BASE, FILE, resolved, TODAY } from '../topology/_base.ts';
import { CASES } from './_cases.ts';

function findings(definition: EnvironmentDefinition, today = TODAY, demands?: Demands): readonly Finding[] {
  return validate(resolved(definition, demands), today);
}

function unwaived(all: readonly Finding[]): readonly Finding[] {
  return all.filter(({ waived }) => waived === undefined);
}

test('the base of these tests breaks no rule', (t) => {
  t.deepEqual(findings(BASE), []);
});

for (const [rule, cases] of Object.entries(CASES))
  for (const [index, { definition, severity, finding, today, demands }] of cases.entries())
    test(`${rule} finds exactly what case ${index + 1} breaks`, (t) => {
      const found = unwaived(findings(definition, today === undefined ? TODAY : new Date(today), demands));
      t.deepEqual(
        found.map((one) => [one.rule, one.severity, formatFinding(one)]),
        [[rule, severity, `${FILE}: ${finding}`]],
      );
    });

test('every rule that a definition can break has a case that breaks it, here or in a file of its own', (t) => {
  const rules = RULES.filter(({ judges }) => judges !== 'files').map(({ name }) => name);
  t.deepEqual([...Object.keys(CASES), 'user-data-size'].sort(), rules.sort());
});

test('no two rules have the same name', (t) => {
  t.is(new Set(RULES.map(({ name }) => name)).size, RULES.length);
});

test('errors come before warnings', (t) => {
  const found = findings({ ...BASE, sentinel: { quorum: 3, downAfter: '500ms', failoverTimeout: '90s' } });
  t.deepEqual(
    found.map(({ severity }) => severity),
    ['error', 'warning', 'warning'],
  );
});

test('a waived finding stays and carries the reason', (t) => {
  const found = findings({ ...BASE, sentinel: { quorum: 1 }, waive: { 'quorum-majority': 'on purpose' } });
  t.deepEqual(
    found.map(({ rule, waived }) => [rule, waived]),
    [['quorum-majority', 'on purpose']],
  );
});

test('a waiver of a rule that is kept is an error', (t) => {
  const found = findings({ ...BASE, waive: { 'sentinel-even': 'once there were four' } });
  t.deepEqual(
    found.map((one) => [one.rule, one.severity, formatFinding(one)]),
    [
      [
        'waiver-unneeded',
        'error',
        `${FILE}: waive.sentinel-even: waives a rule that this environment keeps; take the waiver away`,
      ],
    ],
  );
});

/** What no editor would let pass. */
function waiverOf(rule: string, reason: string): Readonly<Record<string, string>> {
  return { [rule]: reason };
}

test('a waiver of a rule that does not exist names the nearest one', (t) => {
  const found = findings({ ...BASE, waive: waiverOf('sentinel-evn', 'a slip') });
  t.deepEqual(
    found.map((one) => [one.rule, formatFinding(one)]),
    [
      [
        'waiver-unknown',
        `${FILE}: waive.sentinel-evn: "sentinel-evn" is not the name of a rule; did you mean sentinel-even?`,
      ],
    ],
  );
});

test('a waiver of a rule that cannot be waived is an error and does not waive it', (t) => {
  const found = findings({ ...BASE, sentinel: { quorum: 4 }, waive: waiverOf('quorum-range', 'please') });
  t.deepEqual(
    found.map(({ rule, severity, waived }) => [rule, severity, waived]),
    [
      ['quorum-range', 'error', undefined],
      ['waiver-not-allowed', 'error', undefined],
    ],
  );
});

for (const [what, change] of [
  ['an image by its id', { aws: { image: 'ami-0123456789abcdef0' } }],
  ['Redis 8.8', { redis: { package: 'redis88' }, aws: { image: 'ami-0123456789abcdef0' } }],
] as const)
  test(`${what}, whose end is not known, is never near it`, (t) => {
    t.deepEqual(findings({ ...BASE, ...change }, new Date('2029-01-01')), []);
  });

for (const script of ['/usr/bin/true', '/bin/echo'])
  test(`${script} of the base system may be a script of Sentinel`, (t) => {
    t.deepEqual(
      findings({ ...BASE, sentinel: { quorum: 2, directives: { 'notification-script': script } } }),
      [],
    );
  });

const { data1, data2, data3 } = BASE.hosts;
const LARGE = { ...data2, size: 'r7g.large' } as const;

/** What looks like a fault and is none. */
const KEPT: Readonly<Record<string, EnvironmentDefinition>> = {
  'one host that is never promoted, beside hosts of the default priority': {
    ...BASE,
    hosts: { data1, data2, data3: { ...data3, priority: 0 } },
  },
  'the first primary with another priority than the replicas': {
    ...BASE,
    hosts: { data1: { ...data1, priority: 10 }, data2, data3 },
  },
  'an output buffer of 2 GB that four replicas share': {
    ...BASE,
    redis: { maxmemory: '6gb', directives: { 'client-output-buffer-limit': 'replica 3gb 2gb 60' } },
    hosts: {
      data1: { ...data1, size: 'r7g.large' },
      data2: LARGE,
      data3: LARGE,
      data4: { ...LARGE, roles: ['replica'] },
      data5: { ...LARGE, roles: ['replica'] },
    },
  },
  'a backlog of 1 MB for data that is sent in less than two minutes': {
    ...BASE,
    redis: { directives: { 'repl-backlog-size': '1mb' } },
  },
  'an output buffer that Redis 8 spares, since a replica that loads keeps the stream itself': {
    ...BASE,
    redis: { package: 'redis86', maxmemory: '30gb', directives: { 'repl-backlog-size': '64mb' } },
    sentinel: { ...BASE.sentinel, directives: { 'master-reboot-down-after-period': 30_000 } },
    hosts: {
      data1: { ...data1, size: 'r7g.2xlarge' },
      data2: { ...data2, size: 'r7g.2xlarge' },
      data3: { ...data3, size: 'r7g.2xlarge' },
    },
  },
  'a small limit of a replica that never leads, whose memory is enough for what its primary holds': {
    ...BASE,
    redis: { maxmemory: '20%' },
    hosts: {
      data1: { ...data1, size: 'm7g.large' },
      data2: { ...data2, size: 'm7g.large' },
      data3: { ...data3, priority: 0 },
    },
  },
  'replicas that heed a small maxmemory of their own': {
    ...BASE,
    redis: { maxmemory: '50%', directives: { 'replica-ignore-maxmemory': 'no' } },
    hosts: {
      data1: { ...data1, size: 'm7g.large' },
      data2: { ...data2, size: 'm7g.large' },
      data3: { ...data3, priority: 0 },
    },
  },
  'TLS that everybody uses, in a protected environment too': {
    ...BASE,
    tls: { mode: 'required', renewBeforeDays: 7 },
  },
  'a plain port beside that for TLS, where nothing is protected': { ...BASE, tls: { mode: 'optional' } },
  'late renewals of certificates that others sign, and of none': {
    ...BASE,
    tls: { mode: 'required', authority: 'files', renewBeforeDays: 1 },
  },
  'features that the package lacks, where they are off': {
    ...BASE,
    redis: {
      package: 'valkey',
      version: '9.1',
      directives: { mptcp: false, 'rdma-port': 0, 'tls-auth-clients-user': 'CN' },
    },
  },
  'users with channels of their own, and a default user where nothing is protected': {
    ...BASE,
    users: {
      mode: 'optional',
      more: { relay: { keys: ['relay:*'], channels: ['relay:*'], commands: ['+publish'] } },
    },
  },
  'an image by its id for hosts of one architecture': { ...BASE, aws: { image: 'ami-0123456789abcdef0' } },
  'a release for hosts of two architectures': {
    ...BASE,
    redis: { maxmemory: '2gb' },
    hosts: { data1, data2: { ...data2, size: 'm7i.large' }, data3 },
  },
};

for (const [what, definition] of Object.entries(KEPT))
  test(`no rule finds anything in ${what}`, (t) => {
    t.deepEqual(findings(definition).map(formatFinding), []);
  });

for (const name of environmentNames())
  test(`${name} as shipped breaks no rule but waived ones`, async (t) => {
    const { definition } = await loadDefinition(name);
    t.deepEqual(unwaived(findings(definition)).map(formatFinding), []);
  });
