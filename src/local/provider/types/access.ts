/** Roles, their policies and instance profiles: the credentials that hosts get, and what they may do with them. */
import { ACCOUNT_ID } from '../../credentials.ts';
import { unknownElements } from '../../policy.ts';
import {
  ApiError,
  type AttributeRefusal,
  capitals,
  type Existing,
  type ResourceTypes,
} from '../resource-type.ts';
import { type Attributes, stringOf, type TerraformValue } from '../value.ts';

const NAME = /^[A-Za-z0-9_+=,.@-]+$/;

export const ACCESS: ResourceTypes = {
  aws_iam_role: {
    newId: ({ name, name_prefix: prefix }) =>
      stringOf(name) || `${stringOf(prefix) || 'terraform-'}${capitals(26)}`,
    decides: (id, { path }) => ({
      arn: iamArn('role', path, id),
      create_date: now(),
      name: id,
      unique_id: `AROA${capitals(17)}`,
    }),
    refuses: (config) =>
      refuseName(config, 64) ?? refuseJson('assume_role_policy', config.assume_role_policy),
    checks: (id, _, { find }) => refuseTaken('Role', id, find('aws_iam_role', id)),
  },
  aws_iam_role_policy: {
    refersTo: { role: 'aws_iam_role' },
    newId: ({ name, role }) => `${stringOf(role)}:${stringOf(name) || `terraform-${capitals(26)}`}`,
    decides: (id) => ({ name: id.slice(id.indexOf(':') + 1) }),
    refuses: (config) => refuseName(config, 128) ?? refuseJson('policy', config.policy),
    checks: (_, { policy, role }, { find }) => {
      const [unknown] = unknownElements(stringOf(policy));
      if (unknown !== undefined && !isOfAService(find('aws_iam_role', role)))
        throw new ApiError(
          'NotSimulated',
          `this machine judges policies by Effect, Action, Resource and StringEquals only; leave out ${unknown}`,
        );
    },
  },
  aws_iam_instance_profile: {
    refersTo: { role: 'aws_iam_role' },
    newId: ({ name, name_prefix: prefix }) =>
      stringOf(name) || `${stringOf(prefix) || 'terraform-'}${capitals(26)}`,
    decides: (id, { path }) => ({
      arn: iamArn('instance-profile', path, id),
      create_date: now(),
      name: id,
      unique_id: `AIPA${capitals(17)}`,
    }),
    refuses: (config) => refuseName(config, 128),
    checks: (id, _, { find }) => refuseTaken('Instance Profile', id, find('aws_iam_instance_profile', id)),
  },
};

function iamArn(kind: string, path: TerraformValue | undefined, name: string): string {
  return `arn:aws:iam::${ACCOUNT_ID}:${kind}${stringOf(path) || '/'}${name}`;
}

/** Whether only another service than EC2 may have a role: none acts on this machine, and hosts never get the role. */
function isOfAService(role: Existing | undefined): boolean {
  return role !== undefined && !stringOf(role.attributes.assume_role_policy).includes('ec2.amazonaws.com');
}

function refuseTaken(kind: string, name: string, other: object | undefined): void {
  if (other) throw new ApiError('EntityAlreadyExists', `${kind} with name ${name} already exists.`);
}

function refuseName({ name }: Attributes, longest: number): AttributeRefusal | undefined {
  if (typeof name !== 'string' || (NAME.test(name) && name.length <= longest)) return undefined;
  return { attribute: 'name', message: `${name} is not up to ${longest} of the characters A-Za-z0-9_+=,.@-` };
}

function refuseJson(attribute: string, text: TerraformValue | undefined): AttributeRefusal | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return { attribute, message: `${attribute} contains an invalid JSON policy` };
  }
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
