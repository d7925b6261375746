import test from 'ava';
import { type Estimate, estimate } from '../../../src/aws/prices/estimate.ts';
import { kindsOf } from '../../../src/lifecycle/cost/kinds.ts';
import { formatAmount, formatHour } from '../../../src/lifecycle/cost/money.ts';
import { costData, costElements } from '../../../src/lifecycle/cost/report.ts';
import { printMarkdown } from '../../../src/report/markdown.ts';

const TODAY = new Date('2026-11-27');

function costOf(region: string): Estimate {
  const gateway = { availability_mode: 'regional', availability_zone_address: [{}, {}] };
  const resource = { aws_nat_gateway: { out: gateway }, aws_eip: { one: {}, two: {} }, aws_vpc: { vpc: {} } };
  return estimate({ resource }, region);
}

test('things of one kind are one row with what they cost together, the costliest first', (t) => {
  t.deepEqual(
    kindsOf(costOf('us-east-1')).map(({ kind, count, perHour, resources }) => ({
      kind,
      count,
      perHour,
      resources,
    })),
    [
      { kind: 'NAT gateway in a zone', count: 2, perHour: 0.09, resources: ['aws_nat_gateway.out'] },
      { kind: 'public address', count: 2, perHour: 0.01, resources: ['aws_eip.one', 'aws_eip.two'] },
    ],
  );
});

test('a report has a row for each kind, the total, and what is not counted', (t) => {
  t.is(
    printMarkdown(costElements(costOf('us-east-1'), TODAY)),
    `| what | how many | USD an hour | USD a month |
| --- | --- | --- | --- |
| NAT gateway in a zone | 2 | 0.0900 | 65.70 |
| public address | 2 | 0.0100 | 7.30 |
| total |  | 0.1000 | 73.00 |

On demand in us-east-1, without discounts and taxes; a month has 730 hours. Not counted, since it goes by use: traffic through the NAT gateway.

Prices: AWS Price List: NatGateway-Hours, as of 2026-09-10; AWS Price List: PublicIPv4:InUseAddress, as of 2026-08-26.
`,
  );
});

test('what has no known price is said first, and the total is called the least', (t) => {
  const unknown = costOf('sa-east-1');
  const text = printMarkdown(costElements(unknown, TODAY));
  t.regex(
    text,
    /^\| NAT gateway in a zone \| 2 \| unknown \| unknown \|\n\| public address \| 2 \| 0\.0100 /m,
  );
  t.regex(text, /^\| total \| {2}\| at least 0\.0100 \| at least 7\.30 \|$/m);
  t.regex(text, /No price in sa-east-1 is known of: NAT gateway in a zone\. What it costs comes on top\./);
  t.false(costData(unknown).isWhole);
});

test('prices are named with their day, and those that are older than a year as such', (t) => {
  const told = (day: string) =>
    printMarkdown(costElements(costOf('us-east-1'), new Date(day))).split(
      'Prices that are older than a year: ',
    )[1];
  t.is(told('2027-08-26'), undefined);
  const [, young = ''] =
    /^Prices: (.*)$/m.exec(printMarkdown(costElements(costOf('us-east-1'), new Date('2027-08-27')))) ?? [];
  t.is(young, 'AWS Price List: NatGateway-Hours, as of 2026-09-10.');
  t.is(told('2027-08-27'), 'AWS Price List: PublicIPv4:InUseAddress, as of 2026-08-26.\n');
  t.regex(
    told('2028-01-01') ?? '',
    /^AWS Price List: NatGateway-Hours, as of 2026-09-10; AWS Price List: Pub/,
  );
});

test('an hour is told to a hundredth of a cent, longer times to a cent', (t) => {
  t.is(formatHour(0.05), '0.0500');
  t.is(formatAmount(1234.505), '1,234.51');
  t.is(formatAmount(0), '0.00');
});
