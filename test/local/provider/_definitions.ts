import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';

/** Redis waits five seconds before a full resync, for further replicas to share it; nobody learns anything from that. */
const QUICK_SYNC = { 'repl-diskless-sync-delay': 0 };

/** Three data hosts, of which two are Sentinels too, and a Sentinel of its own. Failovers are as quick as the rules advise. */
export const TRIO: EnvironmentDefinition = {
  name: 'trio',
  redis: { persistence: 'aof', directives: QUICK_SYNC },
  sentinel: { quorum: 2, downAfter: '3s', failoverTimeout: '9s' },
  network: { cidr: '10.8.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'] },
    two: { roles: ['replica', 'sentinel'] },
    three: { roles: ['replica'] },
    watch: { roles: ['sentinel'] },
  },
};

/** A primary with a replica and one Sentinel: the least that is a group. */
export const PAIR: EnvironmentDefinition = {
  name: 'pair',
  redis: { persistence: 'aof', directives: QUICK_SYNC },
  sentinel: { quorum: 1, downAfter: '3s', failoverTimeout: '9s' },
  network: { cidr: '10.7.0.0/24' },
  hosts: {
    one: { roles: ['primary'], address: '10.7.0.11' },
    two: { roles: ['replica'], address: '10.7.0.12' },
    watch: { roles: ['sentinel'], address: '10.7.0.13' },
  },
  waive: {
    'sentinel-count': 'one is enough for a test',
  },
};
