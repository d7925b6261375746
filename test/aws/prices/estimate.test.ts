import { readFileSync } from 'node:fs';
import test from 'ava';
import { EFFECTS } from '../../../src/aws/effects/index.ts';
import { BILLING } from '../../../src/aws/prices/charges.ts';
import { type Estimate, estimate } from '../../../src/aws/prices/estimate.ts';
import { instanceHour, servicePrice, volumeMonth } from '../../../src/aws/prices/price-list.ts';
import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import type { JsonObject } from '../../../src/aws/synthesized-stack.ts';
import { SIZES } from '../../../src/definition/sizes.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { REGIONS } from '../../../src/topology/regions.ts';
import { allShipped, shipped, small } from '../../_environment.ts';

function costOf(environment: Environment): Estimate {
  return estimate(synthesizedStack(environment), environment.aws.region);
}

function costOfOne(type: string, block: JsonObject, region = 'eu-central-1'): Estimate {
  return estimate({ resource: { [type]: { it: block } } }, region);
}

function near(t: { true(value: boolean, message?: string): boolean }, given: number, wanted: number): void {
  t.true(Math.abs(given - wanted) < 1e-9, `${given} is not ${wanted}`);
}

test('each type of resource in the stacks of this package is in the table, and no other', (t) => {
  t.deepEqual(Object.keys(BILLING).sort(), Object.keys(EFFECTS).sort());
});

test('nothing in any shipped environment has an unknown cost', async (t) => {
  for (const environment of await allShipped()) {
    const { rows, unknown } = costOf(environment);
    t.deepEqual(unknown, [], environment.name);
    t.true(
      rows.every(({ perHour = 0, prices }) => perHour > 0 && prices.length > 0),
      environment.name,
    );
  }
});

test('lab costs what the price pages make of four hosts, their disks and addresses, and a secret', async (t) => {
  const lab = await shipped('lab');
  const data = lab.hosts.flatMap((host) => ('data' in host ? (host.data?.volume.size ?? []) : []));
  const gib = data.reduce((sum, size) => sum + size / 1024 ** 3, 0);
  const hosts = 4 * (0.0489 + 0.005 + (10 * 0.0952) / 730);
  near(t, costOf(lab).perHour, hosts + (gib * 0.0952) / 730 + 0.4 / 730);
});

test('a regional NAT gateway and an interface endpoint cost their hour in each zone', async (t) => {
  const { rows } = costOf(await shipped('production'));
  const of = (type: string) => rows.filter(({ resource }) => resource.startsWith(`${type}.`));
  t.deepEqual(
    of('aws_nat_gateway').map(({ perHour }) => perHour),
    [0.052, 0.052, 0.052],
  );
  t.deepEqual(
    of('aws_vpc_endpoint').map(({ perHour }) => perHour),
    [0.012, 0.012, 0.012],
  );
  t.is(of('aws_eip').length, 3);
  t.is(of('aws_cloudwatch_metric_alarm').length, 8);
});

test('a gateway in one zone costs one hour, an endpoint without a network interface nothing', (t) => {
  t.is(costOfOne('aws_nat_gateway', { subnet_id: 'subnet-1' }).perHour, 0.052);
  t.is(costOfOne('aws_vpc_endpoint', { vpc_endpoint_type: 'Gateway' }).perHour, 0);
  t.deepEqual(costOfOne('aws_vpc_endpoint', { vpc_endpoint_type: 'Gateway' }).unknown, []);
});

test('a volume costs its size, and what it can do beyond 3,000 operations a second and 125 MiB/s', (t) => {
  near(t, costOfOne('aws_ebs_volume', { size: 100, type: 'gp3' }).perHour, 9.52 / 730);
  near(
    t,
    costOfOne('aws_ebs_volume', { size: 100, type: 'gp3', iops: 4000, throughput: 225 }).perHour,
    (9.52 + 1000 * 0.006 + 100 * 0.0476) / 730,
  );
});

test('what has no price in the table is unknown and never nothing', (t) => {
  const unknown = (type: string, block: JsonObject, region?: string) =>
    costOfOne(type, block, region).unknown;
  t.deepEqual(unknown('aws_lb', {}), ['aws_lb']);
  t.deepEqual(unknown('constructor', {}), ['constructor']);
  t.deepEqual(unknown('aws_nat_gateway', {}, 'sa-east-1'), ['NAT gateway in a zone']);
  t.deepEqual(unknown('aws_instance', { instance_type: 'x1e.large' }), ['host x1e.large']);
  t.deepEqual(unknown('aws_instance', { instance_type: 'm7g.constructor' }), ['host m7g.constructor']);
  t.deepEqual(unknown('aws_ebs_volume', { size: 8, type: 'io2' }), ['data volume of 8 GiB io2']);
  t.deepEqual(unknown('aws_ebs_volume', { size: '${var.size}', type: 'gp3' }), [
    'data volume of an unknown size',
  ]);
  t.deepEqual(unknown('aws_cloudwatch_metric_alarm', { period: 10 }), ['alarm']);
  t.deepEqual(unknown('aws_vpc', { count: 2 }), ['aws_vpc']);
  t.deepEqual(unknown('aws_nat_gateway', { availability_mode: 'regional' }), ['NAT gateway in a zone']);
  t.deepEqual(unknown('aws_vpc_endpoint', { vpc_endpoint_type: 'Resource' }), ['endpoint in a zone']);
  t.deepEqual(
    unknown('aws_instance', { instance_type: 'm7g.large', associate_public_ip_address: '${var.public}' }),
    ['public address'],
  );
});

test('what depends on use is named and not counted', async (t) => {
  const { notCounted } = costOf(await shipped('production'));
  t.true(notCounted.includes('traffic between zones and out of AWS'));
  t.true(notCounted.includes('snapshots, by what they hold'));
  const borrowing = small({ aws: { cpuCredits: 'unlimited' }, hosts: hostsOf('t4g.small') });
  const earning = small({ aws: { cpuCredits: 'standard' }, hosts: hostsOf('t4g.small') });
  const credits = 'processor time that burstable hosts borrow';
  t.true(costOf(borrowing).notCounted.includes(credits));
  t.false(costOf(earning).notCounted.includes(credits));
});

function hostsOf(size: 't4g.small') {
  return {
    one: { roles: ['primary', 'sentinel'], size },
    two: { roles: ['replica', 'sentinel'], size },
    three: { roles: ['replica', 'sentinel'], size },
  } as const;
}

test('each row of the lists has a region that is known, US dollars, a day and a source, and names what is offered', (t) => {
  for (const list of ['instances', 'volumes', 'services']) {
    const path = new URL(`../../../src/aws/prices/${list}.csv`, import.meta.url);
    const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
    const columns = head.split(',');
    for (const line of lines) {
      const fields = line.split(',');
      const row = Object.fromEntries(columns.map((name, at) => [name, fields[at]]));
      t.is(fields.length, columns.length, line);
      t.true(row.region === '*' || REGIONS.includes(row.region ?? ''), line);
      t.is(row.currency, 'USD', line);
      t.regex(row.date ?? '', /^20\d\d-[01]\d-[0-3]\d$/, line);
      t.true((row.source ?? '') !== '', line);
    }
    t.is(new Set(lines.map((line) => line.split(',').slice(0, 2).join())).size, lines.length, list);
  }
});

test('in the usual region every size that a definition may name has a price, larger ones the higher one', (t) => {
  for (const [type, { memory }] of SIZES) {
    const price = instanceHour(type, 'eu-central-1');
    t.true(price !== undefined && price.amount > 0, type);
    const family = type.split('.')[0];
    for (const [other, size] of SIZES)
      if (other.split('.')[0] === family && size.memory > memory)
        t.true((instanceHour(other, 'eu-central-1')?.amount ?? 0) > (price?.amount ?? 0), `${type} ${other}`);
  }
});

test('a price carries its day and its source', (t) => {
  t.deepEqual(servicePrice('nat-gateway', 'hour', 'us-east-1'), {
    amount: 0.045,
    date: '2026-09-10',
    source: 'AWS Price List: NatGateway-Hours',
  });
  t.is(volumeMonth('gb-month', 'eu-west-1')?.amount, 0.088);
  t.is(servicePrice('secret', 'hour', 'eu-west-1'), undefined);
});
