import test from 'ava';
import { readArn } from '../../../src/lifecycle/tagged/arn.ts';
import { leftOf, resourcesTagged } from '../../../src/lifecycle/tagged/tagged.ts';
import { taggingApi } from './_tagging-api.ts';

const HOST = 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc';

test.serial(
  'resources are listed page by page, each with its type, its id, its region and its tags',
  async (t) => {
    const asked: unknown[] = [];
    const pages = [
      ['', [HOST, 'arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1'], 'two'],
      ['two', ['arn:aws:sns:eu-central-1:111122223333:lab-alarms'], ''],
    ] as const;
    await taggingApi(t, (request, target) => {
      asked.push([target, request.TagFilters, request.PaginationToken]);
      const [, arns = [], next = ''] =
        pages.find(([token]) => token === (request.PaginationToken ?? '')) ?? [];
      const Tags = [{ Key: 'vedette:environment', Value: 'lab' }];
      const list = arns.map((ResourceARN) => ({ ResourceARN, Tags }));
      return [200, { ResourceTagMappingList: list, PaginationToken: next }];
    });
    const tagged = await resourcesTagged('lab', { regions: ['eu-central-1', 'eu-central-1'] });
    t.deepEqual(
      tagged.map(({ type, id, region, tags }) => [type, id, region, tags]),
      [
        ['aws_instance', 'i-0abc', 'eu-central-1', { 'vedette:environment': 'lab' }],
        ['aws_vpc', 'vpc-1', 'eu-central-1', { 'vedette:environment': 'lab' }],
        [
          'aws_sns_topic',
          'arn:aws:sns:eu-central-1:111122223333:lab-alarms',
          'eu-central-1',
          { 'vedette:environment': 'lab' },
        ],
      ],
    );
    const filters = [{ Key: 'vedette:environment', Values: ['lab'] }];
    t.deepEqual(asked, [
      ['ResourceGroupsTaggingAPI_20170126.GetResources', filters, undefined],
      ['ResourceGroupsTaggingAPI_20170126.GetResources', filters, 'two'],
    ]);
  },
);

test.serial(
  'who may not ask, or asks too often, or has to log in again, is told so in a sentence',
  async (t) => {
    const refuse = (name: string) => taggingApi(t, () => [400, { __type: name, message: 'no' }]);
    const ask = () => resourcesTagged('lab', { regions: ['eu-central-1'] });
    await refuse('AccessDeniedException');
    await t.throwsAsync(ask, {
      message:
        'what is tagged in eu-central-1 cannot be listed (AWS answers AccessDeniedException); the credentials need tag:GetResources',
    });
    await refuse('ThrottledException');
    await t.throwsAsync(ask, {
      message: /\(AWS answers ThrottledException\); too many ask at once; try again/,
    });
    await refuse('UnrecognizedClientException');
    await t.throwsAsync(ask, { message: /; log in again: the credentials do not hold any more$/ });
    await refuse('SomethingNew');
    await t.throwsAsync(ask, { message: /\(AWS answers SomethingNew\); try again, or ask who runs it$/ });
  },
);

test('an ARN says which type of Terraform a resource has and by which id it is known', (t) => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
  const secret = arn('secretsmanager', 'secret:vedette/lab/redis-password-AbCdEf');
  t.deepEqual(
    [
      arn('ec2', 'natgateway/nat-1'),
      arn('ec2', 'elastic-ip/eipalloc-1'),
      arn('ec2', 'security-group-rule/sgr-1'),
      arn('logs', 'log-group:vedette/lab/flow-logs:*'),
      arn('cloudwatch', 'alarm:lab_ns-status'),
      arn('dlm', 'policy/policy-1'),
      secret,
      arn('ec2', 'network-interface/eni-1'),
    ].map((one) => Object.values(readArn(one))),
    [
      ['aws_nat_gateway', 'nat-1'],
      ['aws_eip', 'eipalloc-1'],
      ['aws_vpc_security_group_egress_rule', 'sgr-1'],
      ['aws_cloudwatch_log_group', 'vedette/lab/flow-logs'],
      ['aws_cloudwatch_metric_alarm', 'lab_ns-status'],
      ['aws_dlm_lifecycle_policy', 'policy-1'],
      ['aws_secretsmanager_secret', secret],
      ['ec2/network-interface', arn('ec2', 'network-interface/eni-1')],
    ],
  );
});

test('what is listed is left, but for what Terraform saw the end of and AWS lists for a while all the same', (t) => {
  const of = (type: string, id: string) => ({ arn: '', type, id, region: 'eu-west-1', tags: {} });
  const tagged = [of('aws_instance', 'i-1'), of('aws_instance', 'i-2'), of('aws_vpc', 'vpc-1')];
  t.deepEqual(
    leftOf(tagged, new Set(['i-1', 'vpc-1'])).map(({ id }) => id),
    ['i-2', 'vpc-1'],
  );
});
