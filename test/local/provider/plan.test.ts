import test from 'ava';
import { plan } from '../../../src/local/provider/plan.ts';
import { Schemas } from '../../../src/local/provider/schemas.ts';
import {
  type Attributes,
  decodeValue,
  encodeValue,
  type TerraformValue,
  UNKNOWN,
} from '../../../src/local/provider/value.ts';

const schemas = new Schemas();
const account = { environment: 'lab', region: 'eu-central-1', defaultTags: { a: 'default', b: 'default' } };

const planned = (name: string, prior: Attributes | undefined, proposed: Attributes) =>
  plan(schemas.resource(name), prior, proposed, account);

test('what AWS decides is unknown, what the provider knows is not', (t) => {
  t.like(planned('aws_vpc', undefined, { cidr_block: '10.0.0.0/16' }).planned, {
    cidr_block: '10.0.0.0/16',
    id: UNKNOWN,
    enable_dns_hostnames: UNKNOWN,
    enable_dns_support: true,
    instance_tenancy: 'default',
    region: 'eu-central-1',
  });
});

test('tags of the resource are above the default tags', (t) => {
  t.like(planned('aws_vpc', undefined, { tags: { b: 'own', c: 'own' } }).planned, {
    tags_all: { a: 'default', b: 'own', c: 'own' },
  });
  t.is(planned('aws_vpc', undefined, { tags: UNKNOWN }).planned.tags_all, UNKNOWN);
});

const REPLACEMENTS: readonly (readonly [
  string,
  string,
  TerraformValue,
  TerraformValue,
  readonly string[],
])[] = [
  ['aws_instance', 'instance_type', 't4g.small', 't4g.large', []],
  ['aws_instance', 'instance_type', 't4g.small', 't3.small', ['instance_type']],
  ['aws_instance', 'user_data', '#!/bin/sh', '#!/bin/sh -e', []],
  ['aws_instance', 'private_ip', '10.0.0.4', '10.0.0.5', ['private_ip']],
  ['aws_ebs_volume', 'size', 10, 20, []],
  ['aws_ebs_volume', 'availability_zone', 'eu-central-1a', 'eu-central-1b', ['availability_zone']],
  ['aws_volume_attachment', 'instance_id', 'i-1', UNKNOWN, ['instance_id']],
  ['aws_security_group', 'description', 'a', 'b', ['description']],
  ['aws_vpc_security_group_ingress_rule', 'from_port', 1, 2, []],
  ['aws_secretsmanager_secret_version', 'secret_string_wo_version', 1, 2, ['secret_string_wo_version']],
];

for (const [name, attribute, before, after, replace] of REPLACEMENTS)
  test(`${name}.${attribute} from ${before} to ${after} ${replace.length > 0 ? 'replaces' : 'changes'} it`, (t) => {
    const prior = planned(name, undefined, {}).planned;
    const from = { ...prior, region: 'eu-central-1', [attribute]: before };
    const result = planned(name, from, { ...from, [attribute]: after });
    t.deepEqual(result.replace, replace);
    t.deepEqual(result.planned[attribute], after);
  });

test('an argument that is write-only is not planned', (t) => {
  const { planned: version } = planned('aws_secretsmanager_secret_version', undefined, {
    secret_string_wo: 'x',
  });
  t.is(version.secret_string_wo, null);
});

test('a value comes back from the wire as it was', (t) => {
  const value = { text: 'ä\n${x}', number: 1.5, truth: false, none: null, list: [UNKNOWN, { a: UNKNOWN }] };
  t.deepEqual(decodeValue(encodeValue(value)), value);
});
