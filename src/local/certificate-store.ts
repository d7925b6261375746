/** The secret store of a cloud of this machine, as far as certificates go. */
import type { CertificateStore } from '../certificates/store.ts';
import { localPrivateCa } from './account/private-ca.ts';
import type { LocalCloud } from './connection.ts';
import { secretArn } from './secrets.ts';

/** @param region that of the cloud */
export function localCertificateStore(cloud: LocalCloud, region: string): CertificateStore {
  return {
    read: async (name) => (await cloud.secret(name))?.value,
    write: async (name, value) => {
      const { arn = secretArn(region, name) } = (await cloud.secret(name)) ?? {};
      await cloud.putSecret({ name, arn, value });
    },
    privateCa: localPrivateCa(),
  };
}
