import test from 'ava';
import * as z from 'zod/mini';
import { isDerived } from '../../src/definition/field.ts';
import { definitionFields } from '../../src/definition/fields.ts';

test('every field stands once, at a path of its own', (t) => {
  const paths = definitionFields().map(({ path }) => path.join('.'));
  t.deepEqual([...new Set(paths)], paths);
  t.is(new Set(definitionFields().map(({ field }) => field)).size, paths.length);
  for (const one of ['name', 'redis.port', 'hosts.<name>.zone', 'aws.state.bucket', 'waive'])
    t.true(paths.includes(one), one);
});

test('every default that is a value has the shape of its field', (t) => {
  for (const { path, field, schema } of definitionFields()) {
    const { default: value } = field;
    if (value === undefined || isDerived(value)) continue;
    t.true(z.safeParse(schema, value).success, path.join('.'));
  }
});
