import { readFileSync } from 'node:fs';
import test from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { environmentNames } from '../../../src/definition/load.ts';
import { schemaFromBindings } from '../../../src/local/provider/bindings.ts';
import { DATA_SOURCES, EPHEMERAL_RESOURCES } from '../../../src/local/provider/data-sources.ts';
import { Schemas } from '../../../src/local/provider/schemas.ts';
import { RESOURCE_TYPES } from '../../../src/local/provider/types/index.ts';
import { GOLDEN } from '../../_golden.ts';

const BUILT_IN = /^terraform_/;

for (const name of environmentNames())
  test(`every type of resource that ${name} has is known`, (t) => {
    const addresses = readFileSync(`${GOLDEN}${name}/addresses.txt`, 'utf8').trim().split('\n');
    const unknown = addresses.filter((address) => {
      const [kind = '', type = ''] = address.split('.');
      if (kind === 'data') return !(type in DATA_SOURCES);
      if (kind === 'ephemeral') return !(type in EPHEMERAL_RESOURCES);
      return !BUILT_IN.test(kind) && !(kind in RESOURCE_TYPES);
    });
    t.deepEqual(unknown, []);
  });

test('an attribute has the type and the flags of the bindings', (t) => {
  const { attributes, blocks } = schemaFromBindings('aws_instance');
  const plain = { required: false, optional: false, computed: false, sensitive: false, writeOnly: false };
  t.deepEqual(attributes.private_ip, { ...plain, type: 'string', optional: true, computed: true });
  t.deepEqual(attributes.instance_state, { ...plain, type: 'string', computed: true });
  t.deepEqual(attributes.vpc_security_group_ids?.type, ['set', 'string']);
  t.deepEqual(attributes.tags?.type, ['map', 'string']);
  t.like(blocks.root_block_device, { nesting: 'list', maxItems: 1, required: false });
  t.like(blocks.ebs_block_device, { nesting: 'set', maxItems: undefined });
  t.like(blocks.timeouts, { nesting: 'single' });
  t.deepEqual(blocks.root_block_device?.block.attributes.volume_id, {
    ...plain,
    type: 'string',
    computed: true,
  });
});

test('a block that AWS fills in too is an attribute of objects', (t) => {
  const [collection, element] = schemaFromBindings('aws_security_group').attributes.ingress?.type ?? [];
  t.is(collection, 'set');
  t.is(Array.isArray(element) ? element[0] : undefined, 'object');
});

test('a write-only argument and a secret one are told', (t) => {
  const { attributes } = new Schemas().resource('aws_secretsmanager_secret_version').block;
  t.like(attributes.secret_string_wo, { writeOnly: true, sensitive: true });
  t.like(attributes.secret_string, { writeOnly: false, sensitive: true });
  t.like(attributes.secret_id, { writeOnly: false, sensitive: false, required: true });
});

test('the blocks of the provider are read although they have no class', (t) => {
  t.deepEqual(schemaFromBindings('provider').blocks.default_tags?.block.attributes.tags?.type, [
    'map',
    'string',
  ]);
});

const named = Object.entries(RESOURCE_TYPES);

test('what is said of a type is about attributes that it has', (t) => {
  const schemas = new Schemas();
  const wrong = named.flatMap(([name, type]) => {
    const { attributes, blocks } = schemas.resource(name).block;
    const has = (path: string): boolean => {
      const [outer = '', inner] = path.split('.');
      return inner === undefined
        ? outer in attributes || outer in blocks
        : inner in (blocks[outer]?.block.attributes ?? {});
    };
    const { refersTo = {}, sensitive = [], endsWith = [] } = type;
    return [...Object.keys(refersTo), ...sensitive, ...endsWith]
      .filter((path) => !has(path))
      .map((path) => `${name}: ${path}`);
  });
  t.deepEqual(wrong, []);
});

test('what a type refers to is a type', (t) => {
  const targets = named.flatMap(([, { refersTo = {} }]) => Object.values(refersTo));
  t.deepEqual(
    targets.filter((target) => !(target in RESOURCE_TYPES)),
    [],
  );
});

test('an unknown type is refused', (t) => {
  t.throws(() => new Schemas().resource('aws_elasticache_cluster'), { instanceOf: UserError });
});
