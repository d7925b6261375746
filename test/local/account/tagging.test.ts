import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import test, { type ExecutionContext } from 'ava';
import { resourcesTagged } from '../../../src/lifecycle/tagged/tagged.ts';
import { serveAccount } from '../../../src/local/account/server.ts';
import { listed, taggingService } from '../../../src/local/account/tagging.ts';
import type { CloudObject } from '../../../src/local/inventory.ts';
import { PendingFaults } from '../../../src/local/provider/faults.ts';
import { create } from '../../../src/local/provider/operations.ts';
import { plan } from '../../../src/local/provider/plan.ts';
import { Schemas } from '../../../src/local/provider/schemas.ts';
import { recordedCloud } from '../provider/_recorded-cloud.ts';
import { credentialsIn } from './_account.ts';

const REGION = 'eu-central-1';

function object(kind: string, id: string, environment: string, region = REGION): CloudObject {
  const arn = `arn:aws:ec2:${region}:000000000000:${kind}/${id}`;
  return { type: `aws_${kind}`, id, attributes: { arn, tags_all: { 'vedette:environment': environment } } };
}

const OBJECTS: readonly CloudObject[] = [
  ...Array.from({ length: 150 }, (_, at) => object('subnet', `subnet-${100 + at}`, 'lab')),
  object('vpc', 'vpc-1', 'shop'),
  object('vpc', 'vpc-2', 'lab', 'us-east-1'),
  { type: 'aws_route', id: 'r-1', attributes: {} },
];

/** Starts the account, leads this process to it, and returns a client. */
async function client(t: ExecutionContext, secret?: string): Promise<ResourceGroupsTaggingAPIClient> {
  const { variables, close } = await serveAccount([taggingService(async () => OBJECTS)], {});
  t.teardown(close);
  Object.assign(process.env, variables);
  delete process.env.AWS_PROFILE;
  const endpoint = variables.AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API ?? '';
  const credentials = credentialsIn(variables, secret);
  return new ResourceGroupsTaggingAPIClient({ endpoint, credentials, region: REGION, maxAttempts: 1 });
}

test.serial(
  'what carries the tag of an environment is listed, page by page, in each region by itself',
  async (t) => {
    await client(t);
    const there = await resourcesTagged('lab', { regions: [REGION] });
    t.is(there.length, 150);
    t.deepEqual(new Set(there.map(({ type }) => type)), new Set(['aws_subnet']));
    const both = await resourcesTagged('lab', { regions: ['us-east-1', REGION] });
    t.is(both.length, 151);
    t.deepEqual(await resourcesTagged('nobody', { regions: [REGION] }), []);
  },
);

test.serial(
  'a signature that does not hold is refused, and so is a question with words that are not read',
  async (t) => {
    const ask = (asking: ResourceGroupsTaggingAPIClient, question: GetResourcesCommandInput) =>
      asking.send(new GetResourcesCommand(question));
    await t.throwsAsync(ask(await client(t, 'wrong'), {}), { name: 'InvalidSignatureException' });
    const known = await client(t);
    await t.throwsAsync(ask(known, { ResourceTypeFilters: ['ec2'] }), { name: 'InvalidParameterException' });
    const { ResourceTagMappingList: all = [] } = await ask(known, { ResourcesPerPage: 2 });
    t.deepEqual(
      all.map(({ ResourceARN: arn }) => arn?.split('/')[1]),
      ['subnet-100', 'subnet-101'],
    );
  },
);

test('a NAT gateway is listed though Terraform tells no ARN of it, and a role is not, as in AWS', async (t) => {
  const cloud = recordedCloud();
  const schemas = new Schemas();
  const account = { environment: 'lab', region: REGION, defaultTags: { 'vedette:environment': 'lab' } };
  for (const [name, config] of [
    ['aws_iam_role', { name: 'lab-host', assume_role_policy: '{}' }],
    ['aws_vpc', { cidr_block: '10.0.0.0/16' }],
  ] as const) {
    const resource = schemas.resource(name);
    const { planned } = plan(resource, undefined, config, account);
    await create(resource, planned, config, { account, cloud, faults: new PendingFaults([]) });
  }
  const nat = { type: 'aws_nat_gateway', id: 'nat-1', attributes: { tags_all: { Name: 'lab-nat' } } };
  t.deepEqual(
    listed([...(await cloud.objects()), nat], REGION).map(({ ResourceARN: arn }) => arn.replace(/-\w+$/, '')),
    [`arn:aws:ec2:${REGION}:000000000000:natgateway/nat`, `arn:aws:ec2:${REGION}:000000000000:vpc/vpc`],
  );
});
