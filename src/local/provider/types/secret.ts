/** Secrets. Their values go into the local Secrets Manager and into nothing that Terraform keeps. */
import { randomBytes, randomUUID } from 'node:crypto';
import { secretArn } from '../../secrets.ts';
import { ApiError, type Existing, type Request, type ResourceTypes, type World } from '../resource-type.ts';
import { type Attributes, stringOf } from '../value.ts';

/** A name that AWS keeps back until the recovery window of a deleted secret is over. */
const SCHEDULED = 'scheduled_for_deletion';

const VERSION = 'aws_secretsmanager_secret_version';

/** Types of objects that only remember, and keep no cloud up. */
export const REMAINS: readonly string[] = [SCHEDULED];

export const SECRETS: ResourceTypes = {
  aws_secretsmanager_secret: {
    newId: ({ name }, { region }) => secretArn(region, stringOf(name), randomBytes(3).toString('hex')),
    decides: (id) => ({ arn: id }),
    refuses: ({ name, recovery_window_in_days: days }) => {
      if (typeof name === 'string' && !/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
        return { attribute: 'name', message: `${name} is not up to 512 of the characters A-Za-z0-9/_+=.@-` };
      return typeof days === 'number' && days !== 0 && (days < 7 || days > 30)
        ? { attribute: 'recovery_window_in_days', message: `expected 0 or 7 to 30, got ${days}` }
        : undefined;
    },
    checks: checkName,
    remove: removeSecret,
  },
  [VERSION]: {
    refersTo: { secret_id: 'aws_secretsmanager_secret' },
    endsWith: ['secret_id'],
    sensitive: ['secret_string', 'secret_binary', 'secret_string_wo'],
    newId: ({ secret_id: secret }) => `${stringOf(secret)}|${randomUUID()}`,
    decides: (id, { secret_id: secret }) => ({
      arn: stringOf(secret),
      version_id: id.slice(id.indexOf('|') + 1),
      version_stages: ['AWSCURRENT'],
    }),
    refuses: ({ secret_string_wo: value, secret_string_wo_version: version }) =>
      (value === null) === (version === null)
        ? undefined
        : {
            attribute: 'secret_string_wo',
            message: 'secret_string_wo and secret_string_wo_version must be specified together',
          },
    create: putValue,
  },
};

function checkName(id: string, { name }: Attributes, { all, find }: World): void {
  if (all('aws_secretsmanager_secret').some((other) => other.id !== id && other.attributes.name === name))
    throw new ApiError('ResourceExistsException', `the secret ${stringOf(name)} already exists.`);
  if (find(SCHEDULED, name))
    throw new ApiError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
}

/** Its versions go with it: AWS has no way to delete one alone. */
async function removeSecret({ id, attributes }: Existing, { cloud, all }: World): Promise<void> {
  const name = stringOf(attributes.name);
  await cloud.removeSecret(name);
  for (const version of all(VERSION))
    if (version.attributes.secret_id === id) await cloud.removeObject({ type: VERSION, id: version.id });
  if (attributes.recovery_window_in_days !== 0)
    await cloud.putObject({ type: SCHEDULED, id: name, attributes: {} });
}

/** The value is in the configuration only: Terraform neither plans nor stores a write-only argument. */
async function putValue({ planned, config }: Request, { cloud, find }: World): Promise<Attributes> {
  const arn = stringOf(planned.secret_id);
  const name = stringOf(find('aws_secretsmanager_secret', arn)?.attributes.name);
  const writeOnly = typeof config.secret_string_wo === 'string';
  await cloud.putSecret({
    name,
    arn,
    value: stringOf(writeOnly ? config.secret_string_wo : planned.secret_string),
  });
  return { has_secret_string_wo: writeOnly };
}
