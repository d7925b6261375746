import { milliseconds } from '../../base/units.ts';
import { generatePassword } from '../../local/index.ts';
import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { kill, recreate, untilAllNameAnother, untilRole } from '../faults.ts';
import { groupPassword, layPassword } from '../rebuild.ts';
import { firstReplica } from '../stage.ts';
import { withoutReplicaBeside } from '../unfit.ts';

/** A first boot takes seconds here; a busy machine takes longer. */
const BOOT = milliseconds(60_000);

export const wrongPassword: Drill = {
  name: 'wrong-password',
  story:
    "Creates a replica's host anew with a password that is not the group's, and kills the primary's process: another replica is promoted, and no acknowledged write is lost.",
  unfit: withoutReplicaBeside('the one that is created anew'),
  beyond: (environment) => withoutFailover(environment, 'killed'),
  prepare: async (stage) => {
    const replica = firstReplica(stage);
    const password = await groupPassword(stage, stage.primary);
    await layPassword(stage, 'another password', generatePassword());
    await recreate(stage, replica, 'kept');
    await untilRole(stage, replica, 'slave', BOOT);
    await layPassword(stage, "the group's password", password);
  },
  run: async (stage) => {
    await kill(stage, stage.primary);
    await untilAllNameAnother(stage);
    await recreate(stage, firstReplica(stage), 'kept');
  },
  checks: [nothingLost, switches(1)],
};
