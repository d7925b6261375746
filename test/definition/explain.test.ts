import test from 'ava';
import { asWritten } from '../../src/definition/as-written.ts';
import { explainFields, fieldInWords, fieldNames, fieldsNamed } from '../../src/definition/explain.ts';
import { definitionFields } from '../../src/definition/fields.ts';
import { definitionMeanings } from '../../src/definition/meanings.ts';
import { SAMPLES, sidesOf } from './_samples.ts';

function names(written: string): readonly string[] {
  return fieldsNamed(written).map(({ words }) => words.name);
}

for (const [written, expected] of Object.entries({
  'redis.maxmemory': ['redis.maxmemory'],
  maxmemory: ['redis.maxmemory'],
  QUORUM: ['sentinel.quorum'],
  port: ['redis.port', 'sentinel.port', 'tls.port'],
  'hosts.*.priority': ['hosts.<name>.priority'],
  'hosts.<name>.priority': ['hosts.<name>.priority'],
  'hosts.ns.priority': ['hosts.<name>.priority'],
  '*.priority': ['hosts.<name>.priority'],
  priority: ['hosts.<name>.priority'],
  'redis.priority': [],
  'redis.directives.maxmemory-policy': ['redis.directives.<directive>'],
  'waive.sentinel-count': ['waive.<rule>'],
  'aws.state': ['aws.state'],
  hosts: ['hosts'],
  name: ['name'],
  nosuch: [],
  '': [],
}))
  test(`"${written}" stands for ${expected.join(' and ') || 'no field'}`, (t) => {
    t.deepEqual(names(written), expected);
  });

test('every field is explained, with nothing missing', (t) => {
  for (const field of explainFields(definitionMeanings()))
    t.notRegex(JSON.stringify(fieldInWords(field)), /undefined|""|\[\]\]/, field.name);
});

test('every name of a field, its end and every part is known', (t) => {
  for (const name of fieldNames()) t.true(names(name).length > 0, name);
});

test('a part names its fields', (t) => {
  const [state] = fieldsNamed('aws.state');
  t.deepEqual(state?.words.facts, [['fields', ['aws.state.bucket', 'aws.state.region']]]);
});

test('every example is a value that loads, and another one than the default', (t) => {
  for (const { path, field } of definitionFields()) {
    const name = path.join('.');
    const { at = '', both = {} } = SAMPLES[name] ?? {};
    const steps = at.split('.').slice(0, path.length).join('.');
    t.notThrows(() => sidesOf({ at: steps, value: field.example, both }), name);
    t.notDeepEqual(field.example, field.default, name);
  }
});

test('a value is written as TypeScript reads it', (t) => {
  const value = { plain: [1, true], 'not-plain': "it's", back: 'a\\b', none: {} };
  t.is(asWritten(value), "{ plain: [1, true], 'not-plain': 'it\\'s', back: 'a\\\\b', none: {} }");
  t.deepEqual(new Function(`return (${asWritten(value)});`)(), value);
});
