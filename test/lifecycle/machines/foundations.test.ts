import test from 'ava';
import { foundationsOf } from '../../../src/lifecycle/machines/foundations.ts';

test('what a resource stands on is everything that it refers to, however many steps away', (t) => {
  const foundations = foundationsOf({
    resource: {
      aws_vpc: { vpc: {} },
      aws_subnet: { subnet_a: { vpc_id: '${aws_vpc.vpc.id}' } },
      aws_instance: { instance_one: { subnet_id: '${aws_subnet.subnet_a.id}' } },
      aws_ec2_instance_connect_endpoint: { entrance: { depends_on: ['aws_instance.instance_one'] } },
    },
  });
  t.deepEqual(
    [...(foundations.get('aws_ec2_instance_connect_endpoint.entrance') ?? [])],
    ['aws_instance.instance_one', 'aws_subnet.subnet_a', 'aws_vpc.vpc'],
  );
  t.deepEqual([...(foundations.get('aws_vpc.vpc') ?? [])], []);
});
