import { environment } from '../src/definition/environment.ts';

/** The four hosts of the original installation: one Sentinel, one primary, two replicas. */
export default environment({
  name: 'lab',
  redis: { package: 'redis72' },
  sentinel: { group: 'mymaster', quorum: 1, downAfter: '5s', parallelSyncs: 1 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    ctrl: { roles: ['sentinel'], address: '10.0.0.25' },
    ns: { roles: ['primary'], address: '10.0.0.30' },
    node01: { roles: ['replica'], address: '10.0.0.51' },
    node02: { roles: ['replica'], address: '10.0.0.52' },
  },
  waive: {
    'sentinel-count': 'the original installation has one Sentinel host',
  },
});
