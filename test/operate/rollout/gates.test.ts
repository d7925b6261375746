import test from 'ava';
import { gatesOf } from '../../../src/operate/rollout/gates.ts';
import { planRollout } from '../../../src/operate/rollout/plan.ts';
import { withSentinel } from '../status/_observed.ts';
import { inputOf, MIXED } from './_input.ts';

/** The Sentinel of data2 leads a failover that is as far as this, and names the old primary. */
function leading(failover: string) {
  const primary = { address: '10.0.0.99', port: 6379 };
  const flags = ['master', 'failover_in_progress'];
  return inputOf({
    before: MIXED,
    after: MIXED,
    machines: ['data2', 'watch1'].map((host) => ({ host, deed: 'resize', why: ['it is to be larger'] })),
    told: (well) => withSentinel(well, 'data2', { primary, flags, failover }),
  });
}

/** Why the step that makes a host anew may not be begun. */
async function refusal(failover: string, host: string): Promise<string | undefined> {
  const look = leading(failover);
  const plan = planRollout({ ...look, status: inputOf({ before: MIXED, after: MIXED }).status });
  const step = plan.steps.find(({ kind, hosts }) => kind === 'replacement' && hosts.includes(host));
  if (step === undefined) throw new RangeError(`${host} is not made anew`);
  const { before } = gatesOf({ status: async () => look.status }, { look, plan }, () => undefined);
  return before(step).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

test('a Sentinel that moves replicas behind a new primary does not count where its own host is made anew, and only there and then', async (t) => {
  t.is(await refusal('reconf_slaves', 'data2'), undefined);
  t.is(await refusal('reconf_slaves', 'watch1'), 'the Sentinels do not name one primary');
  t.is(await refusal('wait_promotion', 'data2'), 'the Sentinels do not name one primary');
});
