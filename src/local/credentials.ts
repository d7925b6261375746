import { randomBytes } from 'node:crypto';

/** The account that this machine's AWS belongs to. */
export const ACCOUNT_ID = '000000000000';

/** What the metadata service hands to the hosts of an environment. */
export interface RoleCredentials {
  readonly role: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** New credentials for the role of an environment's hosts. */
export function issueCredentials(environment: string): RoleCredentials {
  return {
    role: `vedette-${environment}`,
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(120).toString('base64'),
  };
}
