import test from 'ava';
import { refuseOtherGroup } from '../../../src/operate/identity.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import { runGroup } from '../_processes.ts';

test('a group of real processes is healthy, would fail over without a loss, and is the one of its definition', async (t) => {
  const { group } = await runGroup(t);
  const { verdict, primary } = await groupStatus(group);
  t.is(primary, 'one');
  t.like(verdict, { healthy: true, problems: [] });
  t.is(verdict.failover.answer, 'yes', verdict.failover.reasons.join('; '));
  t.deepEqual(verdict.failover.to, ['two', 'three']);
  t.like(verdict.writableAfter, { answer: 'yes' });
  t.false(verdict.loss.everything);
  t.is(typeof verdict.loss.bytes, 'number');
  await t.notThrowsAsync(refuseOtherGroup(group));
});
