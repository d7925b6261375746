import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { secretName, userPassword } from '../render/secrets.ts';
import { type Environment, sentinelHosts } from '../topology/environment.ts';
import { linkPort } from '../topology/ports.ts';
import { groupUsers, hasUsers, requiresUsers } from '../topology/users.ts';
import { literal } from './literal.ts';

/** What AWS gives names to. */
export interface OutputValues {
  /** The id of the security group of clients. */
  readonly clients: string;
  /** The ARN of the topic that alarms go to. */
  readonly alarmTopic: string | undefined;
}

/** What a client, or the next change, needs to know of the environment. Nothing of it is secret. */
export function addOutputs(
  scope: Construct,
  environment: Environment,
  { clients, alarmTopic }: OutputValues,
): void {
  new TerraformOutput(scope, 'group', {
    description: 'The name to ask the Sentinels for',
    value: literal(environment.sentinel.group, `${environment.file}: sentinel.group`),
  });
  new TerraformOutput(scope, 'sentinels', {
    description: 'Where the Sentinels listen',
    value: sentinelHosts(environment).map(({ address }) => `${address}:${linkPort(environment, 'sentinel')}`),
  });
  new TerraformOutput(scope, 'addresses', {
    description: 'The private address of each host',
    value: Object.fromEntries(environment.hosts.map(({ name, address }) => [name, address])),
  });
  new TerraformOutput(scope, 'client_security_group', {
    description: 'The security group to give to machines that use Redis',
    value: clients,
  });
  if (!requiresUsers(environment))
    new TerraformOutput(scope, 'password_secret', {
      description: 'The name of the password in Secrets Manager',
      value: secretName(environment),
    });
  if (hasUsers(environment))
    new TerraformOutput(scope, 'user_secrets', {
      description: 'The name of the password of each user in Secrets Manager',
      value: Object.fromEntries(
        groupUsers(environment).map(({ name }) => [name, secretName(environment, userPassword(name))]),
      ),
    });
  if (alarmTopic !== undefined)
    new TerraformOutput(scope, 'alarm_topic', {
      description: 'The SNS topic that alarms go to',
      value: alarmTopic,
    });
}
