import test from 'ava';
import { messageOf } from '../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { BASE } from './_base.ts';

type Choice = Pick<EnvironmentDefinition, 'engine' | 'redis'>;

function chosen(choice: Choice): string {
  const { redis } = resolveEnvironment({ ...BASE, redis: {}, ...choice }, 'f.ts');
  return `${redis.engine}, ${redis.package}, ${redis.version}`;
}

const CHOICES: readonly (readonly [choice: Choice, decided: string])[] = [
  [{}, 'redis, redis72, 7.2'],
  [{ engine: 'redis' }, 'redis, redis72, 7.2'],
  [{ redis: { package: 'redis80' } }, 'redis, redis80, 8.0'],
  [{ redis: { package: 'redis80', version: '8.0' } }, 'redis, redis80, 8.0'],
  [{ engine: 'valkey' }, 'valkey, valkey, valkey-8.1'],
  [{ redis: { package: 'valkey' } }, 'valkey, valkey, valkey-8.1'],
  [{ engine: 'valkey', redis: { version: '9.1' } }, 'valkey, valkey, valkey-9.1'],
  [{ redis: { package: 'valkey', version: '8.0' } }, 'valkey, valkey, valkey-8.0'],
];

for (const [choice, decided] of CHOICES)
  test(`${JSON.stringify(choice)} is ${decided}`, (t) => {
    t.is(chosen(choice), decided);
  });

const REFUSED: readonly (readonly [choice: Choice, message: string])[] = [
  [
    { engine: 'valkey', redis: { package: 'redis80' } },
    'f.ts: redis.package: "redis80" is no package of Valkey; give one of valkey, or leave it out',
  ],
  [
    { engine: 'redis', redis: { package: 'valkey' } },
    'f.ts: redis.package: "valkey" is no package of Redis; give one of redis72, redis74, redis80, redis82, redis84, redis86, redis88, or leave it out',
  ],
  [
    { redis: { version: '9.1' } },
    'f.ts: redis.version: "9.1" is not what redis72 has, which is Redis 7.2; leave it out',
  ],
  [
    { engine: 'valkey', redis: { version: '7.2' } },
    'f.ts: redis.version: "7.2" is no version of Valkey that vedette knows; give one of 8.0, 8.1, 9.0, 9.1',
  ],
];

for (const [choice, message] of REFUSED)
  test(`${JSON.stringify(choice)} is refused`, (t) => {
    const error = t.throws(() => chosen(choice), { any: true });
    t.is(messageOf(error), message);
  });

test('a directive is judged by the engine: Valkey has names that Redis lacks, and the other way', (t) => {
  const ofValkey: Choice = { engine: 'valkey', redis: { directives: { 'availability-zone': 'a' } } };
  t.is(chosen(ofValkey), 'valkey, valkey, valkey-8.1');
  const inRedis: Choice = { redis: { directives: { 'availability-zone': 'a' } } };
  t.throws(() => chosen(inRedis), {
    message: /availability-zone: is not a directive of redis\.conf in Redis 7\.2/,
  });
});
