import { withoutZone } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { cutPower, untilAllNameAnother, untilFollowed } from '../faults.ts';

export const stopZone: Drill = {
  name: 'stop-zone',
  story:
    "Cuts the power of every host in the primary's zone at once: a replica of another zone is promoted within the forecast.",
  fault: 'hung',
  unfit: ({ network }) => (network.zones.length > 1 ? undefined : 'it has one zone only'),
  beyond: (environment, primary) => withoutZone(environment, primary),
  run: async (stage) => {
    const hosts = stage.environment.hosts.filter(({ zone }) => zone.name === stage.primary.zone.name);
    await Promise.all(hosts.map((host) => cutPower(stage, host)));
    await untilAllNameAnother(stage);
    await untilFollowed(stage);
  },
  checks: [nothingLost, switches(1), withinForecast],
};
