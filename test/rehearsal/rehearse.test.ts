import { cutPowerOfPrimary } from '../../src/rehearsal/drills/cut-power.ts';
import { hangPrimaryBriefly } from '../../src/rehearsal/drills/hang-primary-briefly.ts';
import { killPrimary } from '../../src/rehearsal/drills/kill-primary.ts';
import { stopZone } from '../../src/rehearsal/drills/stop-zone.ts';
import { type Progress, rehearse } from '../../src/rehearsal/rehearse.ts';
import { resolved } from '../_boot.ts';
import { needsAlone } from '../_needs.ts';
import { NEEDED, traces } from '../local/_cloud.ts';
import { broken, groupCalled } from './_rehearsed.ts';

needsAlone(...NEEDED)(
  'a rehearsal runs its drills on one group after the other, accounts for every write, and leaves nothing behind',
  async (t) => {
    t.timeout(180_000);
    const before = traces();
    const told: Progress[] = [];
    const environment = resolved(groupCalled('rehearsed'));
    const rehearsal = await rehearse(
      environment,
      [killPrimary, stopZone, hangPrimaryBriefly, cutPowerOfPrimary],
      { groups: 1, tell: (progress) => told.push(progress) },
    );
    t.deepEqual(traces(), before);

    t.deepEqual(
      rehearsal.drills.map(({ drill }) => drill),
      ['kill-primary', 'stop-zone', 'hang-primary-briefly', 'cut-power'],
    );
    const [killed, zone, hung, cut] = rehearsal.drills;
    t.is(zone?.verdict, 'unfit');
    for (const record of [killed, hung, cut]) {
      if (record === undefined) return t.fail();
      t.deepEqual(broken(record), [], record.drill);
      const [round] = record.rounds;
      t.is(round?.wreck, undefined);
      t.true((round?.account.total.kept ?? 0) > 100);
      t.is(round?.account.clients.length, 8);
      t.is(Number(round?.marks.find(({ at }) => at >= 0)?.at), 0);
      t.log(`${record.drill}: ${record.because}`);
    }
    const moments = Object.keys(killed?.rounds[0]?.measured ?? {});
    t.deepEqual(moments.sort(), ['detected', 'named', 'namedByAll', 'role', 'synced', 'writable']);
    t.deepEqual(
      told.flatMap((progress) => (progress.kind === 'ended' ? [progress.record.drill] : [])),
      ['kill-primary', 'hang-primary-briefly', 'cut-power'],
    );
    const steps = told.flatMap((progress) => (progress.kind === 'step' ? [progress] : []));
    t.deepEqual(steps.flatMap(({ drill, text }) => (drill === 'kill-primary' ? [text] : [])).slice(0, 3), [
      'clients begin to write',
      'Redis of ns killed',
      'waits until all Sentinels name another primary',
    ]);
    t.deepEqual(
      told.flatMap((progress) => (progress.kind === 'left' ? [progress.rounds] : [])),
      [3, 2, 1, 0],
    );
    t.is(rehearsal.engine.package, environment.redis.package);
  },
);
