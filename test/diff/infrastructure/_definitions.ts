import { fc } from '@fast-check/ava';
import type { EnvironmentDefinition, HostDefinition } from '../../../src/definition/environment.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';

type Hosts = EnvironmentDefinition['hosts'];

/** What differs from another value of the same field. */
const host = (...roles: readonly HostDefinition['roles'][]): fc.Arbitrary<HostDefinition> =>
  fc.record(
    {
      roles: fc.constantFrom(...roles),
      zone: fc.constantFrom('a', 'b'),
      address: fc.constantFrom('10.0.0.200', '10.0.0.201', '10.1.0.200'),
      size: fc.constantFrom('m7g.medium', 'm7g.large', 'm7i.large'),
      volume: fc.constantFrom('20gb', '40gb', '80gb'),
    },
    { requiredKeys: ['roles'] },
  );

const hosts: fc.Arbitrary<Hosts> = fc
  .record(
    {
      one: host(['primary', 'sentinel'], ['primary']),
      two: host(['replica', 'sentinel'], ['replica'], ['sentinel']),
      three: host(['replica', 'sentinel'], ['sentinel']),
      watch: host(['sentinel']),
    },
    { requiredKeys: ['one', 'watch'] },
  )
  .map((given): Hosts => ({ ...given }));

/** Any definition in which every field is one of a few, so that pairs differ in some and agree in others. */
const anyDefinition: fc.Arbitrary<EnvironmentDefinition> = fc.record({
  name: fc.constant('pair'),
  sentinel: fc.record({ quorum: fc.constant(1), port: fc.constantFrom(26379, 26379, 26379, 5000) }),
  redis: fc.record({
    port: fc.constantFrom(6379, 6379, 6379, 6380),
    maxmemory: fc.constantFrom('40%', '50%'),
  }),
  network: fc.record({
    cidr: fc.constantFrom('10.0.0.0/16', '10.0.0.0/16', '10.1.0.0/16'),
    zones: fc.constantFrom(['a', 'b'], ['a', 'b', 'c']),
    egress: fc.constantFrom('public', 'nat'),
  }),
  hosts,
  aws: fc.record(
    {
      region: fc.constantFrom('eu-central-1', 'eu-central-1', 'eu-west-1'),
      image: fc.constantFrom('15.1', 'ami-0123456789abcdef0'),
      passwordVersion: fc.constantFrom(1, 2),
      alarmTopic: fc.constant('own'),
      tags: fc.constantFrom({}, { owner: 'me' }),
    },
    { requiredKeys: ['region'] },
  ),
  protected: fc.boolean(),
  retired: fc.constantFrom([], ['three']),
});

/** Two definitions of one environment: the second differs from the first in some fields, or in some hosts. */
export const anyPair: fc.Arbitrary<readonly [Environment, Environment]> = fc
  .tuple(
    anyDefinition,
    anyDefinition,
    fc.subarray(['sentinel', 'redis', 'network', 'aws', 'protected', 'retired'] as const, { maxLength: 3 }),
    fc.subarray(['one', 'two', 'three', 'watch'], { maxLength: 3 }),
  )
  .map(([one, other, fields, names]) => {
    const changed = Object.fromEntries(fields.map((field) => [field, other[field]]));
    const replaced = Object.entries(other.hosts).filter(([name]) => names.includes(name));
    const kept = Object.entries(one.hosts).filter(([name]) => !names.includes(name));
    const hosts = Object.fromEntries([...kept, ...replaced]);
    return [resolved(one), resolved({ ...one, ...changed, hosts })] as const;
  })
  .filter((pair): pair is readonly [Environment, Environment] => pair.every((each) => each !== undefined));

function resolved(definition: EnvironmentDefinition): Environment | undefined {
  try {
    return resolveEnvironment(definition, 'pair.ts');
  } catch {
    return undefined;
  }
}
