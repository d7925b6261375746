/** The reference of the definition, which is generated, and what of it is written by hand. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import { asWritten } from '../../src/definition/as-written.ts';
import { checkDefinition } from '../../src/definition/check.ts';
import { CONFIG_DEFAULTS } from '../../src/definition/config-fields.ts';
import { isDerived } from '../../src/definition/field.ts';
import { definitionFields } from '../../src/definition/fields.ts';
import { configJsonSchema, definitionJsonSchema } from '../../src/definition/json-schema.ts';
import { environmentNames, loadDefinition } from '../../src/definition/load.ts';
import { configMeanings, definitionMeanings } from '../../src/definition/meanings.ts';
import { definitionNames, nameTypes } from '../../src/report/definition-names.ts';
import { fieldsPage, rulesPage } from '../../src/report/reference.ts';
import { RULES } from '../../src/rules/index.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { SAMPLES, sidesOf } from '../definition/_samples.ts';
import { BASE } from '../topology/_base.ts';

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const meanings = definitionMeanings();
const settings = configMeanings();
const schema = definitionJsonSchema(meanings, definitionNames());
const isValid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
const ADVICE = 'npm run docs writes it';

test('the pages of fields and of rules are what is generated', (t) => {
  t.is(text('docs/reference/definition.md'), fieldsPage(meanings), ADVICE);
  t.is(text('docs/reference/rules.md'), rulesPage(), ADVICE);
});

test('the JSON Schemas are what is generated', (t) => {
  t.deepEqual(JSON.parse(text('docs/reference/definition.schema.json')), schema, ADVICE);
  t.deepEqual(JSON.parse(text('docs/reference/config.schema.json')), configJsonSchema(settings), ADVICE);
});

test('the names of directives and rules that editors know are what is generated', (t) => {
  t.is(text('src/definition/names.ts'), nameTypes(), ADVICE);
});

test('every field has a meaning, and the default that its comment tells is that of the table', (t) => {
  for (const { path, field } of definitionFields()) {
    const name = path.join('.');
    const about = meanings.get(name);
    t.not(about?.text ?? '', '', name);
    if (field.default === undefined) continue;
    const expected = isDerived(field.default)
      ? field.default.text
      : JSON.stringify(field.default).replaceAll('"', "'");
    t.true(about?.default?.startsWith(expected), `${name}: ${about?.default} is not ${expected}`);
  }
});

test('every setting of a project has a meaning, and the default that its comment tells is the one that stands', (t) => {
  const elsewhere = new Map([
    ['region', 'state.region'],
    ['longestJob', 'longestJob'],
  ]);
  const defaults = Object.entries(CONFIG_DEFAULTS).map(([name, value]) => [
    elsewhere.get(name) ?? `environments.${name}`,
    asWritten(value),
  ]);
  for (const [name = '', value] of defaults) {
    t.not(settings.get(name)?.text ?? '', '', name);
    t.is(settings.get(name)?.default, value);
  }
});

test('every shipped environment, and both sides of every sample, are of the JSON Schema', async (t) => {
  const shipped = await Promise.all(environmentNames().map((name) => loadDefinition(name)));
  const samples = Object.values(SAMPLES).flatMap(sidesOf);
  for (const definition of [...shipped.map((one) => one.definition), ...samples])
    t.true(isValid(definition), JSON.stringify(isValid.errors));
});

const { data1 } = BASE.hosts;

/** What the JSON Schema can refuse. */
const REFUSED: Readonly<Record<string, unknown>> = {
  'an unknown field': { ...BASE, hots: {} },
  'a field that is missing': { ...BASE, sentinel: {} },
  'a name that is not a label': { ...BASE, name: 'My_Env' },
  'a name that AWS keeps for ids': { ...BASE, name: 'sg-lab' },
  'a host name that is not a label': { ...BASE, hosts: { 'data.1': data1 } },
  'a role that does not exist': { ...BASE, hosts: { data1: { roles: ['master'] } } },
  'an instance type that is not known': { ...BASE, hosts: { data1: { ...data1, size: 'm1.small' } } },
  'a package that is gone': { ...BASE, redis: { package: 'redis70' } },
  'a port of root': { ...BASE, redis: { port: 80 } },
  'a duration that is a number': { ...BASE, sentinel: { quorum: 2, downAfter: 5 } },
  'a duration without a unit': { ...BASE, sentinel: { quorum: 2, downAfter: '5000' } },
  'a size with a fraction': { ...BASE, redis: { maxmemory: '1.5gb' } },
  'a fraction': { ...BASE, sentinel: { quorum: 1.5 } },
  'a group with a newline': { ...BASE, sentinel: { quorum: 2, group: 'a\nb' } },
  'a directive that is an object': { ...BASE, redis: { directives: { save: { seconds: 900 } } } },
  'an egress that does not exist': { ...BASE, network: { ...BASE.network, egress: 'vpn' } },
  'an image that is none': { ...BASE, aws: { image: 'FreeBSD 15' } },
  'a tag that AWS does not take': { ...BASE, aws: { tags: { 'a*b': 'x' } } },
  'a waiver without a reason': { ...BASE, waive: { 'zone-single': ' ' } },
};

const UNNAMED: Readonly<Record<string, unknown>> = {
  'that is misspelt': { ...BASE, redis: { directives: { 'maxmemory-polcy': 'noeviction' } } },
  'that vedette writes': { ...BASE, redis: { directives: { requirepass: 'x' } } },
  'that is not of Sentinel': { ...BASE, sentinel: { quorum: 2, directives: { save: '' } } },
};

for (const [what, definition] of Object.entries(UNNAMED))
  test(`the JSON Schema refuses what no environment may have: a directive ${what}`, (t) => {
    const resolve = () => resolveEnvironment(checkDefinition(definition, 'f.ts'), 'f.ts');
    t.throws(resolve, { instanceOf: DefinitionError });
    t.false(isValid(definition));
  });

test('the JSON Schema knows which rules may be waived', (t) => {
  const waiving = (rule: string) => ({ ...BASE, waive: { [rule]: 'there is a reason' } });
  for (const { name, waivable } of RULES) t.is(isValid(waiving(name)), waivable, name);
  t.false(isValid(waiving('no-rule')));
});

test('the JSON Schema takes a directive by its name of any version and by its alias', (t) => {
  const directives = { 'repl-ping-slave-period': 10, lookahead: 16 };
  t.true(isValid({ ...BASE, redis: { directives } }), JSON.stringify(isValid.errors));
});

for (const [what, definition] of Object.entries(REFUSED))
  test(`the JSON Schema refuses what loading refuses: ${what}`, (t) => {
    t.throws(() => checkDefinition(definition, 'f.ts'), { instanceOf: DefinitionError });
    t.false(isValid(definition));
  });
