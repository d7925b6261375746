import { environment } from '../src/definition/environment.ts';
import { spread } from '../src/definition/spread.ts';

/** Three data hosts and five Sentinels over three zones: any host or any whole zone may fail. */
export default environment({
  name: 'production',
  redis: {
    package: 'redis72',
    persistence: 'aof',
    minReplicasToWrite: 1,
    directives: {
      'maxmemory-policy': 'noeviction',
      'repl-backlog-size': '256mb',
      'client-output-buffer-limit': 'replica 512mb 256mb 60',
    },
  },
  sentinel: { group: 'production', quorum: 3, downAfter: '5s', failoverTimeout: '30s' },
  network: { cidr: '10.20.0.0/22', zones: ['a', 'b', 'c'] },
  hosts: spread({
    replicas: 2,
    sentinels: 5,
    zones: ['a', 'b', 'c'],
    dataSize: 'r7g.large',
    sentinelSize: 'm7g.medium',
    addresses: {
      data2: '10.20.1.10',
      data3: '10.20.2.10',
      sentinel1: '10.20.0.11',
      sentinel2: '10.20.1.11',
    },
  }),
  protected: true,
  waive: {
    'account-named': 'an account is yours: name it in aws.account before the first deployment',
    'state-bucket': 'a bucket belongs to an account: name yours in aws.state before the first deployment',
  },
});
