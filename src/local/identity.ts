import { issueCredentials, type RoleCredentials } from './credentials.ts';
import type { Inventory } from './inventory.ts';
import { allows } from './policy.ts';
import type { LocalHost } from './protocol.ts';

/** A role that hosts have: its credentials and what it may do. */
export interface AccountRole {
  readonly credentials: RoleCredentials;
  /** Whether the role's policies allow an action on a resource, given by its ARN. */
  may(action: string, arn: string): boolean;
}

/** Who is who: the roles of hosts, from the instance profiles, roles and policies in the account. */
export class Identity {
  readonly #inventory: Inventory;
  readonly #ownName: string;
  readonly #ownPolicy: string;
  readonly #issued = new Map<string, RoleOfHost>();

  /** @param environment hosts without a profile of their own have a role that may read its secrets, and no others */
  constructor(environment: string, inventory: Inventory) {
    this.#inventory = inventory;
    this.#ownName = `vedette-${environment}`;
    const secrets = `arn:aws:secretsmanager:*:*:secret:vedette/${environment}`;
    this.#ownPolicy = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: `${secrets}/*` },
        // Whoever has the key of the authority can be every host.
        {
          Effect: 'Deny',
          Action: '*',
          Resource: [`${secrets}/authority-??????`, `${secrets}/*/authority-??????`],
        },
      ],
    });
  }

  /** The role of a host; undefined if it has none. Its credentials are those of this host (IAM roles for EC2). */
  roleOf({ profile, address }: Pick<LocalHost, 'profile' | 'address'>): AccountRole | undefined {
    if (profile === undefined) return this.#role({ name: this.#ownName, address });
    if (profile === false) return undefined;
    const { role } = this.#inventory.find('aws_iam_instance_profile', profile)?.attributes ?? {};
    return typeof role === 'string' && role !== '' ? this.#role({ name: role, address }) : undefined;
  }

  /** The role whose credentials have this access key. */
  roleWithKey(accessKeyId: string): AccountRole | undefined {
    const issued = [...this.#issued.values()].find((each) => each.credentials.accessKeyId === accessKeyId);
    return issued && this.#role(issued);
  }

  #role({ name, address }: Omit<RoleOfHost, 'credentials'>): AccountRole {
    const context = { 'aws:EC2InstanceSourcePrivateIPv4': address };
    return {
      credentials: this.#credentialsOf(name, address),
      may: (action, arn) => allows(this.#policiesOf(name), { action, arn, context }),
    };
  }

  #credentialsOf(name: string, address: string): RoleCredentials {
    const key = JSON.stringify([name, address]);
    const issued = this.#issued.get(key) ?? { name, address, credentials: issueCredentials(name) };
    this.#issued.set(key, issued);
    return issued.credentials;
  }

  #policiesOf(name: string): readonly string[] {
    const attached = this.#inventory
      .list()
      .filter(({ type, attributes }) => type === 'aws_iam_role_policy' && attributes.role === name)
      .map(({ attributes }) => String(attributes.policy));
    return name === this.#ownName ? [this.#ownPolicy, ...attached] : attached;
  }
}

/** What was issued to a host. */
interface RoleOfHost {
  /** The role. */
  readonly name: string;
  /** The address of the host. */
  readonly address: string;
  readonly credentials: RoleCredentials;
}
