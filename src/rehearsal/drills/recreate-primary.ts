import { withoutHost } from '../beyond.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { recreate } from '../faults.ts';

export const recreatePrimary: Drill = {
  name: 'recreate-primary',
  story:
    "Ends the primary's host and creates it anew with its volume: a replica is promoted, since it holds what the volume may lack, and no acknowledged write is lost.",
  beyond: withoutHost,
  run: async (stage) => {
    await recreate(stage, stage.primary, 'kept');
    await stage.untilHealthy();
  },
  checks: [nothingLost, switches(1)],
};

export const recreatePrimaryEmpty: Drill = {
  name: 'recreate-primary-empty',
  story:
    "Ends the primary's host and creates it anew with an empty volume: a replica is promoted before the host starts Redis, and no acknowledged write is lost.",
  beyond: withoutHost,
  run: async (stage) => {
    await recreate(stage, stage.primary, 'empty');
    await stage.untilHealthy();
  },
  checks: [nothingLost, switches(1)],
};
