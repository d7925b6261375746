import test from 'ava';
import { Inventory } from '../../src/local/inventory.ts';

const SUBNET = { type: 'aws_subnet', id: 'subnet-1', attributes: { cidr_block: '10.0.0.0/24' } };

test('a listing that is known is told again only once something has come, changed or gone', (t) => {
  const inventory = new Inventory();
  const changes: readonly (() => void)[] = [
    () => inventory.put(SUBNET),
    () => inventory.put({ ...SUBNET, attributes: {} }),
    () => inventory.remove(SUBNET),
  ];
  for (const change of changes) {
    const { revision } = inventory.listing(null);
    t.deepEqual(inventory.listing(revision), { revision });
    change();
    t.deepEqual(inventory.listing(revision).objects, inventory.list());
    t.deepEqual(inventory.listing(null).objects, inventory.list());
  }
});
