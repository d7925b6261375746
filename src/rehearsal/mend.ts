/** Puts right whatever a drill left: links, programs that hang, power, programs that ended. */
import type { LocalCloud, Service } from '../local/index.ts';
import { dataHosts, type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import { powerOn, service } from './faults.ts';
import type { Stage } from './stage.ts';

/** Mends every host of an environment, as an operator would: each step is marked. A host that is created anew boots by itself. */
export async function mend(stage: Stage, cloud: LocalCloud, environment: Environment): Promise<void> {
  await cloud.mendLinks();
  await cloud.relieveVolumes();
  const statuses = await cloud.hosts();
  await Promise.all(
    environment.hosts.map(async (host) => {
      const status = statuses.find(({ name }) => name === host.name);
      if (status?.state !== 'running') return powerOn(stage, host);
      if (status.boot === 'booting') return;
      for (const program of servicesOf(environment, host)) {
        if (status.services.includes(program)) await cloud.signal(host.name, program, 'SIGCONT');
        else await service(stage, host, program, 'start');
      }
    }),
  );
}

/** Sentinel first: its answer counts when Redis asks which role it has. */
function servicesOf(environment: Environment, host: Host): readonly Service[] {
  const isOne = (hosts: readonly Host[]): boolean => hosts.some(({ name }) => name === host.name);
  return [
    ...(isOne(sentinelHosts(environment)) ? (['sentinel'] as const) : []),
    ...(isOne(dataHosts(environment)) ? (['redis'] as const) : []),
  ];
}
