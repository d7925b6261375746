import test from 'ava';
import { broughtIn } from '../../src/lifecycle/brought.ts';
import type { TerraformState } from '../../src/lifecycle/terraform/state-json.ts';

function stateWith(input: unknown, name = 'brought_one', type = 'terraform_data'): TerraformState {
  const resources = [{ mode: 'managed', type, name, instances: [{ attributes: { input } }] }];
  return { serial: 1, lineage: 'l', outputs: {}, resources };
}

test('a state remembers the lines of each host that it knows', (t) => {
  const known = broughtIn(stateWith({ value: 'redis.conf: port 6379\nquorum', type: 'string' }));
  t.deepEqual([...known], [['one', ['redis.conf: port 6379', 'quorum']]]);
});

test('of a host that was created before there was such a memory, and without a state, nothing is known', (t) => {
  t.is(broughtIn(undefined).size, 0);
  t.is(broughtIn(stateWith({ value: '', type: 'string' })).size, 0);
  t.is(broughtIn(stateWith('lines')).size, 0);
  t.is(broughtIn(stateWith({ value: 'lines' }, 'kind_one')).size, 0);
  t.is(broughtIn(stateWith({ value: 'lines' }, 'brought_one', 'aws_instance')).size, 0);
});
