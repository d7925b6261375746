import { milliseconds } from '../../base/units.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { cut } from '../faults.ts';
import { withoutReplicaBeside } from '../unfit.ts';
import { moveWithoutLoss } from './switch-over.ts';

/** The leading Sentinel waits for that replica meanwhile. */
const UNFOLLOWED = milliseconds(3_000);

export const switchOverUnfollowed: Drill = {
  name: 'switch-over-unfollowed',
  story:
    'Moves the primary on purpose while no replica can follow another one: the move is made all the same, and no acknowledged write is lost.',
  unfit: withoutReplicaBeside('the one that is promoted'),
  prepare: async (stage) => {
    for (const replica of stage.replicas)
      await cut(
        stage,
        [replica],
        stage.replicas.filter((other) => other !== replica),
      );
  },
  run: async (stage) => {
    await moveWithoutLoss(stage, false);
    await stage.pass(UNFOLLOWED);
  },
  checks: [nothingLost, switches(1)],
};
