/**
 * What an editor refuses while a definition is written. `tsc` fails where it accepts one of these, since then there is no
 * error to expect; here vedette refuses the same.
 */
import test from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import { checkDefinition } from '../../src/definition/check.ts';
import { type EnvironmentDefinition, environment } from '../../src/definition/environment.ts';
import { validate } from '../../src/rules/index.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { BASE, TODAY } from '../topology/_base.ts';

const WRONG: Readonly<Record<string, EnvironmentDefinition>> = {
  'a directive of redis.conf that is misspelt': environment({
    ...BASE,
    // @ts-expect-error: it is maxmemory-policy
    redis: { directives: { 'maxmemory-polcy': 'allkeys-lru' } },
  }),
  'a directive that vedette writes itself': environment({
    ...BASE,
    // @ts-expect-error: it is redis.maxmemory
    redis: { directives: { maxmemory: '1gb' } },
  }),
  'an option of sentinel.conf in the wrong place': environment({
    ...BASE,
    // @ts-expect-error: it is one of sentinel.directives
    redis: { directives: { 'deny-scripts-reconfig': true } },
  }),
  'an option of sentinel.conf that is misspelt': environment({
    ...BASE,
    // @ts-expect-error: it is deny-scripts-reconfig
    sentinel: { quorum: 2, directives: { 'deny-script-reconfig': true } },
  }),
  'a waiver of a rule that is misspelt': environment({
    ...BASE,
    // @ts-expect-error: it is sentinel-count
    waive: { 'sentinel-counts': 'a test' },
  }),
  'a waiver of a rule that cannot be waived': environment({
    ...BASE,
    // @ts-expect-error: without a quorum there is no failover
    waive: { 'quorum-range': 'a test' },
  }),
  'a field that is misspelt': environment({
    ...BASE,
    // @ts-expect-error: it is address
    hosts: { ...BASE.hosts, data4: { roles: ['replica'], adress: '10.0.0.20' } },
  }),
  'a duration without a unit': environment({
    ...BASE,
    // @ts-expect-error: it is '5s'
    sentinel: { quorum: 2, downAfter: '5' },
  }),
};

for (const [what, definition] of Object.entries(WRONG))
  test(`vedette refuses what an editor refuses: ${what}`, (t) => {
    try {
      const opened = resolveEnvironment(checkDefinition(definition, 'f.ts'), 'f.ts');
      t.true(validate(opened, TODAY).some(({ severity }) => severity === 'error'));
    } catch (error) {
      t.true(error instanceof DefinitionError, String(error));
    }
  });

test('directives, options and waivers that there are compile, also by the older of their names', (t) => {
  const definition = environment({
    ...BASE,
    redis: { directives: { 'maxmemory-policy': 'allkeys-lru', 'slave-lazy-flush': true } },
    sentinel: { quorum: 2, directives: { 'resolve-hostnames': true } },
    waive: { 'zone-single': 'a test' },
  });
  t.notThrows(() => resolveEnvironment(checkDefinition(definition, 'f.ts'), 'f.ts'));
});

test('names that a program has found are no literals, and compile', (t) => {
  const found: Readonly<Record<string, string>> = { 'maxmemory-policy': 'allkeys-lru' };
  t.notThrows(() => checkDefinition(environment({ ...BASE, redis: { directives: found } }), 'f.ts'));
});
