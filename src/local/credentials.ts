import { randomBytes } from 'node:crypto';

/** The account that this machine's AWS belongs to. */
export const ACCOUNT_ID = '000000000000';

/** What the metadata service hands to hosts that have a role. */
export interface RoleCredentials {
  readonly role: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** New credentials for a role. */
export function issueCredentials(role: string): RoleCredentials {
  return {
    role,
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(120).toString('base64'),
  };
}
