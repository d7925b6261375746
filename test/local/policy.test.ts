import test from 'ava';
import { allows, unknownElements } from '../../src/local/policy.ts';

const ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:vedette/lab/redis-password-AbCdEf';
const READ = 'secretsmanager:GetSecretValue';

const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const CASES = [
  ['names the action and the resource', true, policy({ Effect: 'Allow', Action: READ, Resource: ARN })],
  [
    'names them among others',
    true,
    policy({ Effect: 'Allow', Action: ['s3:Get*', READ], Resource: ['x', ARN] }),
  ],
  [
    'names them by pattern',
    true,
    policy({ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*/lab/*-??????' }),
  ],
  [
    'names the action in other case',
    true,
    policy({ Effect: 'Allow', Action: READ.toLowerCase(), Resource: '*' }),
  ],
  [
    'names another action',
    false,
    policy({ Effect: 'Allow', Action: 'secretsmanager:PutSecretValue', Resource: ARN }),
  ],
  [
    'names another resource',
    false,
    policy({ Effect: 'Allow', Action: READ, Resource: ARN.replace('lab', 'other') }),
  ],
  ['has no statement', false, policy()],
  [
    'allows and denies',
    false,
    policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: READ, Resource: ARN }),
  ],
] as const;

for (const [title, expected, text] of CASES)
  test(`a policy that ${title} ${expected ? 'allows' : 'does not allow'} it`, (t) => {
    t.is(allows([text], { action: READ, arn: ARN }), expected);
  });

test('nothing is allowed without a policy', (t) => {
  t.false(allows([], { action: READ, arn: ARN }));
});

test('a dot in a pattern is a dot', (t) => {
  t.false(allows([policy({ Effect: 'Allow', Action: '*', Resource: 'a.c' })], { action: READ, arn: 'abc' }));
});

test('what would be misread is named', (t) => {
  t.deepEqual(
    unknownElements(policy({ Effect: 'Allow', NotAction: 'x', Condition: { Bool: {} } }, { Sid: 's' })),
    ['NotAction', 'Bool'],
  );
});

test('a condition on who asks holds for those alone, in any case of its key', (t) => {
  const StringEquals = { 'aws:Ec2InstanceSourcePrivateIPv4': '10.0.0.30' };
  const text = policy({ Effect: 'Allow', Action: READ, Resource: ARN, Condition: { StringEquals } });
  const isAllowed = (context?: Record<string, string>) =>
    allows([text], { action: READ, arn: ARN, ...(context && { context }) });
  t.true(isAllowed({ 'aws:EC2InstanceSourcePrivateIPv4': '10.0.0.30' }));
  t.false(isAllowed({ 'aws:EC2InstanceSourcePrivateIPv4': '10.0.0.31' }));
  t.false(isAllowed());
});
