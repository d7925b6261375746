import test from 'ava';
import { EFFECTS, type Effect, effectOf } from '../../../src/aws/effects/index.ts';
import { schemaFromBindings } from '../../../src/local/provider/bindings.ts';
import type { Attribute, SchemaBlock } from '../../../src/local/provider/schema.ts';
import { RESOURCE_TYPES } from '../../../src/local/provider/types/index.ts';
import { allShipped } from '../../_environment.ts';
import { changed, EVERYTHING, synth } from '../_synth.ts';

const ofAws = Object.entries(EFFECTS).filter(([type]) => type.startsWith('aws_'));

/** The attribute at a path of the table; undefined for one that is not there. */
function attributeAt({ attributes, blocks }: SchemaBlock, path: string): Attribute | undefined {
  const [outer = '', inner] = path.split('.');
  return inner === undefined ? attributes[outer] : blocks[outer]?.block.attributes[inner];
}

function hasBlock({ blocks }: SchemaBlock, path: string): boolean {
  const [outer = '', inner] = path.split('.');
  return inner === undefined ? outer in blocks : inner in (blocks[outer]?.block.blocks ?? {});
}

for (const [type, { arguments: effects, kept = [], sets = [], renewed = [], defaults = {} }] of ofAws)
  test(`what is said of ${type} agrees with the bindings`, (t) => {
    const schema = schemaFromBindings(type);
    const named = Object.keys(effects);
    const has = (path: string) => attributeAt(schema, path) !== undefined || hasBlock(schema, path);
    t.deepEqual(
      [...named, ...renewed, ...Object.keys(defaults)].filter((path) => !has(path)),
      [],
      'it has what is named',
    );
    t.deepEqual(
      named
        .filter((path) => attributeAt(schema, path)?.optional && attributeAt(schema, path)?.computed)
        .sort(),
      [...kept].sort(),
      'what AWS decides where it is not given is kept',
    );
    t.deepEqual(
      named.filter((path) => attributeAt(schema, path)?.type[0] === 'set').sort(),
      [...sets].sort(),
      'sets',
    );
  });

test('every type that this machine serves has its effects here', (t) => {
  t.deepEqual(Object.keys(RESOURCE_TYPES).sort(), ofAws.map(([type]) => type).sort());
});

/** Arguments for Terraform, which no provider sees. */
const META = ['//', 'depends_on', 'lifecycle'];

test('no argument that the stacks use is unknown', async (t) => {
  const environments = [
    ...(await allShipped()),
    await changed('lab', { aws: EVERYTHING }),
    await changed('quorum', { network: { cidr: '10.0.1.0/24', egress: 'nat' } }),
  ];
  const unknown = new Set<string>();
  for (const { resource } of await Promise.all(environments.map(synth)))
    for (const [type, named] of Object.entries(resource))
      for (const block of Object.values(named))
        for (const [argument, value] of Object.entries(block).filter(([name]) => !META.includes(name))) {
          const inside = Object.keys(Object(value)).map((name) => `${argument}.${name}`);
          const known = (path: string) => effectOf(type, path, null, value, block) !== undefined;
          if (!known(argument) && !(inside.length > 0 && inside.every(known)))
            unknown.add(`${type}.${argument}`);
        }
  t.deepEqual([...unknown], []);
});

test('an argument or a type that the table does not know is unknown', (t) => {
  t.is(effectOf('aws_instance', 'colour', 'red', 'blue', {}), undefined);
  t.is(effectOf('aws_instance', 'constructor', 'red', 'blue', {}), undefined);
  t.is(effectOf('aws_lambda_function', 'name', 'a', 'b', {}), undefined);
});

const EXAMPLES: readonly (readonly [string, string, unknown, unknown, Effect])[] = [
  ['aws_instance', 'instance_type', 't4g.small', 't4g.large', 'stops'],
  ['aws_instance', 'instance_type', 't4g.small', 't3.small', 'replaces'],
  ['aws_instance', 'user_data', 'a', 'b', 'stops'],
  ['aws_instance', 'vpc_security_group_ids', ['a'], ['a', 'b'], 'updates'],
  ['aws_instance', 'root_block_device.encrypted', false, true, 'replaces'],
  ['aws_instance', 'force_destroy', false, true, 'records'],
  ['aws_ebs_volume', 'size', 10, 20, 'updates'],
  ['aws_ebs_volume', 'size', 20, 10, 'refused'],
  ['aws_ebs_volume', 'availability_zone', 'eu-central-1a', 'eu-central-1b', 'replaces'],
  ['aws_dlm_lifecycle_policy', 'policy_details.schedule', [{ name: 'a' }], [{ name: 'b' }], 'updates'],
  ['aws_dlm_lifecycle_policy', 'policy_details.schedule', [{ copy_tags: true }], [{}], 'replaces'],
  ['aws_vpc', 'instance_tenancy', 'dedicated', 'default', 'updates'],
  ['aws_vpc', 'instance_tenancy', 'default', 'dedicated', 'replaces'],
  ['aws_vpc_security_group_ingress_rule', 'from_port', 6379, 6380, 'updates'],
  ['aws_vpc_security_group_ingress_rule', 'cidr_ipv4', '10.0.0.0/8', '10.0.0.0/9', 'updates'],
  ['aws_vpc_security_group_ingress_rule', 'cidr_ipv4', '10.0.0.0/8', null, 'replaces'],
  ['terraform_data', 'input', 'a', 'b', 'records'],
  ['terraform_data', 'triggers_replace', 'a', 'b', 'replaces'],
];

for (const [type, argument, before, after, effect] of EXAMPLES)
  test(`${type}.${argument} from ${before} to ${after}: ${effect}`, (t) => {
    t.is(effectOf(type, argument, before, after, {}), effect);
  });

test('a script that is to replace its instance does', (t) => {
  t.is(effectOf('aws_instance', 'user_data', 'a', 'b', { user_data_replace_on_change: true }), 'replaces');
});
