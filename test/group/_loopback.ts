import type { Environment } from '../../src/topology/environment.ts';
import { parseAddress } from '../../src/topology/ipv4.ts';
import { small } from '../_environment.ts';

/** The small environment, of which every program listens at one address and port of the loopback. */
export function loopback(port: number, address = '127.0.0.1'): Environment {
  const environment = small();
  return {
    ...environment,
    hosts: environment.hosts.map((host) => ({ ...host, address: parseAddress(address) ?? host.address })),
    redis: { ...environment.redis, port },
    sentinel: { ...environment.sentinel, port },
  };
}
