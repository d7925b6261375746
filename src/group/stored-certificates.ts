/** Keys and certificates in AWS's secret store. */
import type { CertificateStore } from '../certificates/store.ts';
import { PRIVATE_CA } from './private-ca.ts';
import { asking, putIn, type StoredSecret, valueIn } from './secrets-manager.ts';

/** The store of a region. Each of its secrets is there: Terraform makes them. A value is in no argument and no file. */
export function certificateStoreOf({ region }: Pick<StoredSecret, 'region'>): CertificateStore {
  const secretOf = (name: string): StoredSecret => ({ region, name, noun: 'the certificate' });
  return {
    read: (name) => asking({ region }, (client) => valueIn(client, secretOf(name), 'AWSCURRENT')),
    write: (name, text) => asking({ region }, (client) => putIn(client, secretOf(name), text, 'AWSCURRENT')),
    privateCa: PRIVATE_CA,
  };
}
