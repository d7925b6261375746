import { connect, type LocalCloud } from '../../../src/local/connection.ts';
import { Inventory } from '../../../src/local/inventory.ts';
import type { HostStatus } from '../../../src/local/protocol.ts';

/** A cloud that remembers objects and hosts and boots nothing: enough to plan and apply against, in milliseconds. */
export function recordedCloud(): LocalCloud {
  const inventory = new Inventory();
  const hosts = new Map<string, HostStatus>();
  const set = (name: string, state: HostStatus['state']): void => {
    const host = hosts.get(name);
    if (host !== undefined) hosts.set(name, { ...host, state });
  };
  return {
    ...connect({ name: 'recorded', pid: 0, startTime: undefined, folder: '/', user: 'root' }),
    hosts: async () => [...hosts.values()],
    async createHost({ name, address, instanceId = name }) {
      const taken = [...hosts.values()].find((host) => host.address === address);
      if (taken !== undefined) throw new Error(`${address} belongs to ${taken.name}`);
      const host: HostStatus = {
        ...{ name, address, instanceId, state: 'running', boot: 'ready' },
        ...{ lastLine: '', services: [], pid: undefined },
      };
      hosts.set(name, host);
      return host;
    },
    stop: async (name) => set(name, 'stopped'),
    start: async (name) => set(name, 'running'),
    async terminate(name) {
      hosts.delete(name);
    },
    async change() {},
    async attachVolume() {},
    async growVolume() {},
    async detachVolume() {},
    async restoreVolume() {},
    async removeVolume() {},
    async secret() {
      return undefined;
    },
    async putSecret() {},
    async removeSecret() {},
    objects: async () => inventory.list(),
    async putObject(object) {
      inventory.put(object);
    },
    async removeObject(key) {
      inventory.remove(key);
    },
  };
}
