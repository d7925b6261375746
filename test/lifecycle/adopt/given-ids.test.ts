import { testProp } from '@fast-check/ava';
import test from 'ava';
import * as fc from 'fast-check';
import { readGivenIds } from '../../../src/lifecycle/adopt/given-ids.ts';
import { isImportId } from '../../../src/lifecycle/adopt/import-id.ts';

test('an id is given by an address, and none says that there is nothing', (t) => {
  t.deepEqual(
    [...readGivenIds(['aws_instance.instance_ns=i-0abc', 'aws_iam_role.host_role=none'])],
    [
      ['aws_instance.instance_ns', 'i-0abc'],
      ['aws_iam_role.host_role', undefined],
    ],
  );
  t.is(readGivenIds(['aws_route.out=rtb-1_0.0.0.0/0']).get('aws_route.out'), 'rtb-1_0.0.0.0/0');
});

test('what is no address with an id is refused, and so is an address given twice', (t) => {
  for (const wrong of ['i-0abc', 'aws_vpc=vpc-1', 'aws_vpc.vpc=', 'aws_vpc.vpc=a b', 'AWS.vpc=x'])
    t.throws(() => readGivenIds([wrong]), { message: /is not an address, = and an id; write it as/ }, wrong);
  t.throws(() => readGivenIds(['aws_vpc.vpc=a', 'aws_vpc.vpc=b']), {
    message: '--id aws_vpc.vpc is given twice; give it once',
  });
});

testProp(
  'no id is an expression of Terraform, whatever somebody called a thing in AWS',
  [fc.string(), fc.constantFrom('${', '%{'), fc.string()],
  (t, before, opening, after) => {
    t.false(isImportId(`\${file("/etc/passwd")}`));
    t.false(isImportId(`${before}${opening}${after}`));
  },
);
