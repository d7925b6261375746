import type { Host } from '../../topology/environment.ts';
import { nothingLost } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { powerOn, shutDown } from '../faults.ts';
import type { Stage } from '../stage.ts';

export const restartHosts: Drill = {
  name: 'restart-hosts',
  story:
    'Shuts each host down in order and powers it on again, the primary last, and waits for a healthy group after each: no acknowledged write is lost.',
  run: async (stage) => {
    for (const host of primaryLast(stage)) {
      await shutDown(stage, host);
      await powerOn(stage, host);
      await stage.untilHealthy();
    }
  },
  checks: [nothingLost],
};

function primaryLast({ environment, primary }: Stage): readonly Host[] {
  return [...environment.hosts.filter(({ name }) => name !== primary.name), primary];
}
