import { environment } from '../src/definition/environment.ts';

/** Five Sentinels of which two are enough to call the primary down; the failover itself still takes a majority. */
export default environment({
  name: 'quorum',
  redis: { minReplicasToWrite: 1, minReplicasMaxLag: '10s' },
  sentinel: {
    group: 'mymaster',
    port: 5000,
    quorum: 2,
    downAfter: '5s',
    failoverTimeout: '60s',
    parallelSyncs: 1,
  },
  network: { cidr: '10.0.1.0/24' },
  hosts: {
    data1: { roles: ['primary', 'sentinel'] },
    data2: { roles: ['replica', 'sentinel'] },
    data3: { roles: ['replica', 'sentinel'] },
    sentinel1: { roles: ['sentinel'], address: '10.0.1.13' },
    sentinel2: { roles: ['sentinel'], address: '10.0.1.14' },
  },
  waive: {
    'quorum-majority': 'two Sentinels may start a failover early; carrying it out still takes three of five',
  },
});
