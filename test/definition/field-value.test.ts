import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { readFieldValue, withFieldValue } from '../../src/definition/field-value.ts';
import { definitionFields } from '../../src/definition/fields.ts';
import { BASE } from '../topology/_base.ts';
import { SAMPLES } from './_samples.ts';

function changed(...written: readonly string[]): EnvironmentDefinition {
  return written.map(readFieldValue).reduce<EnvironmentDefinition>(withFieldValue, BASE);
}

test('every field can be given as text, and is the same as where a definition has it', (t) => {
  for (const { path, field } of definitionFields()) {
    const sample = SAMPLES[path.join('.')];
    if (sample === undefined) return t.fail(path.join('.'));
    const text = typeof sample.value === 'string' ? sample.value : JSON.stringify(sample.value);
    const read = readFieldValue(`${sample.at}=${text}`);
    t.is(read.field, field, sample.at);
    t.is(read.path.join('.'), sample.at);
  }
});

test('a value is of the kind that its field takes', (t) => {
  const { redis, network, aws } = changed(
    'redis.port=6380',
    'network.zones=["a","b"]',
    'aws.account=123456789012',
    'aws.tags.build=42',
    'redis.directives.maxmemory-policy=allkeys-lru',
    'redis.directives.hz=20',
  );
  t.deepEqual(redis, { port: 6_380, directives: { 'maxmemory-policy': 'allkeys-lru', hz: 20 } });
  t.deepEqual(network.zones, ['a', 'b']);
  t.deepEqual(aws, { account: '123456789012', tags: { build: '42' } });
});

const REFUSED: Readonly<Record<string, string>> = {
  'redis.package': '--set: redis.package: it has no value; write a field, = and a value',
  '=x': '--set: =x: it has no value; write a field, = and a value',
  'redis.package=': '--set: redis.package: its value is empty; give one, or leave it out',
  'redis.pakage=redis80': '--set: redis.pakage: there is no such field; did you mean redis.package?',
  'redis=1': '--set: redis: there is no such field; docs/reference/definition.md names all of them',
  'aws.tags.__proto__=x':
    '--set: aws.tags.__proto__: there is no such field; docs/reference/definition.md names all of them',
  'hosts.data9.size=m7g.large': '--set: hosts.data9.size: there is no host "data9"; did you mean data1?',
  'hosts.__proto__.size=m7g.large':
    '--set: hosts.__proto__.size: there is no such field; docs/reference/definition.md names all of them',
  'sentinel.quorum=two': '--set: sentinel.quorum: "two" is not a whole number',
  'redis.port=80':
    '--set: redis.port: 80 is not a port that the user redis may open; write a whole number from 1024 to 65535',
  'sentinel.downAfter=5': "--set: sentinel.downAfter: 5 is a number; write '5s'",
  'redis.maxmemory=lots':
    "--set: redis.maxmemory: \"lots\" is not a size; write a whole number and mb or gb, such as '512mb', or a share of the host's memory from '1%' to '100%'",
};

test('what is no field, or not of its kind, is refused in a sentence', (t) => {
  for (const [written, message] of Object.entries(REFUSED)) t.throws(() => changed(written), { message });
});
