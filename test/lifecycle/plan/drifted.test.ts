import test from 'ava';
import { driftedRows } from '../../../src/lifecycle/plan/drifted.ts';
import type { ResourceChange } from '../../../src/lifecycle/terraform/plan-json.ts';
import { deleted, pair, resource, updated } from './_plan.ts';

/** What is told of a plan that found these changes: `key: there is -> the state says (impact)`. */
function told(...drift: readonly ResourceChange[]): readonly string[] {
  return driftedRows({ format_version: '1.2', resource_drift: drift }, pair()).map(
    ({ key, before, after, impact, places }) =>
      `${key}: ${before?.raw ?? 'none'} -> ${after?.raw ?? 'none'} (${impact}) on ${places[0]?.hosts.join()}`,
  );
}

test('what was changed outside of Terraform is told by what taking it back would do', (t) => {
  const size = updated({ instance_type: 't4g.small' }, { instance_type: 't4g.medium' });
  t.deepEqual(told(resource('aws_instance.instance_a1', size)), [
    'host/size: t4g.medium -> t4g.small (stop-start) on a1',
  ]);
  t.regex(
    told(resource('aws_instance.instance_b1', deleted({ instance_type: 't4g.small' })))[0] ?? '',
    /^hosts\/b1: none -> replica, sentinel; .* \(live\) on b1$/,
  );
});

test('what AWS decides by itself, and what only moves in the state, nobody changed', (t) => {
  const address = updated({ public_ip: '192.0.2.1' }, { public_ip: '192.0.2.2' });
  t.deepEqual(told(resource('aws_instance.instance_a1', address), resource('aws_vpc.vpc')), []);
});

test('a change of what vedette does not know counts as the worst', (t) => {
  t.deepEqual(told(resource('aws_thing.other', updated({ a: 1 }, { a: 2 }))), [
    'aws_thing: none -> not known (unknown) on ',
  ]);
});
