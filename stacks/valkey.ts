import { environment } from '../src/definition/environment.ts';

/**
 * Three hosts of Valkey, each with data and a Sentinel: any one of them may go. FreeBSD's package of Valkey moves with the
 * ports tree, so the version that the files are for stands here.
 */
export default environment({
  name: 'valkey',
  engine: 'valkey',
  redis: { version: '8.1' },
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.4.0/24' },
  hosts: {
    data1: { roles: ['primary', 'sentinel'] },
    data2: { roles: ['replica', 'sentinel'] },
    data3: { roles: ['replica', 'sentinel'] },
  },
});
