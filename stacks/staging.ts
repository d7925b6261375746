import { environment } from '../src/definition/environment.ts';
import { spread } from '../src/definition/spread.ts';

/** Production in small: the same three zones and the same guards, with fewer Sentinels on smaller hosts. */
export default environment({
  name: 'staging',
  redis: {
    package: 'redis72',
    persistence: 'aof',
    minReplicasToWrite: 1,
    directives: { 'repl-backlog-size': '64mb' },
  },
  sentinel: { group: 'staging', quorum: 2, downAfter: '5s', failoverTimeout: '30s' },
  network: { cidr: '10.10.0.0/22', zones: ['a', 'b', 'c'] },
  hosts: spread({
    replicas: 2,
    sentinels: 3,
    zones: ['a', 'b', 'c'],
    dataSize: 'm7g.large',
    addresses: { data2: '10.10.1.10', data3: '10.10.2.10' },
  }),
  protected: true,
  waive: {
    'account-named': 'an account is yours: name it in aws.account before the first deployment',
    'state-bucket': 'a bucket belongs to an account: name yours in aws.state before the first deployment',
  },
});
