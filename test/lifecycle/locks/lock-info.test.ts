import test from 'ava';
import fc from 'fast-check';
import { machineOf, parseLock } from '../../../src/lifecycle/locks/lock-info.ts';

/** What Terraform 1.11.4 wrote into a bucket. */
const WRITTEN =
  '{"ID":"b944bdb2-bbd0-68e6-48ab-dac6d12f5a86","Operation":"OperationTypeApply","Info":"","Who":"root@vm","Version":"1.11.4","Created":"2026-11-27T21:09:09.773426382Z","Path":"acme-state/vedette/lab.tfstate"}';

test('a lock is read as Terraform writes it', (t) => {
  const lock = parseLock(WRITTEN);
  t.deepEqual(lock, {
    id: 'b944bdb2-bbd0-68e6-48ab-dac6d12f5a86',
    who: 'root@vm',
    since: '2026-11-27T21:09:09Z',
    operation: 'apply',
  });
  t.is(machineOf(lock), 'vm');
});

test('whatever stands in a lock is a lock, on one line, and what it does not say is unknown', (t) => {
  const unknown = { id: 'unknown', who: 'unknown', since: 'unknown', operation: 'unknown' };
  for (const text of ['', '{', 'null', '[]', '7', '{}', '{"ID":7,"Who":"","Created":"soon"}'])
    t.deepEqual(parseLock(text), unknown, text);
  t.is(machineOf(parseLock('')), undefined);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.dictionary(fc.constantFrom('ID', 'Who'), fc.string()).map((one) => JSON.stringify(one)),
      ),
      (text) => Object.values(parseLock(text)).every((value) => value !== '' && !/\p{Cc}/u.test(value)),
    ),
  );
});
