/** Hosts of plain processes that take what the store has for them, as rc.d/vedette_certificate does when it is told to. */
import { basename, dirname } from 'node:path';
import type { CertificateStore } from '../../src/certificates/store.ts';
import { wantedCertificates } from '../../src/certificates/wanted.ts';
import type { Reach } from '../../src/group/reach.ts';
import { placesIn } from '../../src/render/freebsd.ts';
import { dataHosts, sentinelHosts } from '../../src/topology/environment.ts';
import { layCertificate, type ProcessGroup } from './_processes.ts';

/** The way to the hosts, on which that can be run. @param taken told of each host that took it */
export function renewingReach(
  { environment, reach, group, file, signal, start }: ProcessGroup,
  store: CertificateStore,
  taken: (host: string) => void = () => undefined,
): Reach {
  const wanted = wantedCertificates(environment)?.hosts ?? [];
  const { certificate } = placesIn(environment).tls;
  return {
    ...reach,
    exec: async (host, argv) => {
      if (argv.join(' ') !== 'service vedette_certificate onerenew')
        throw new Error(`${argv} is not run here`);
      const folder = dirname(file(host, 'redis'));
      const secret = wanted.find(({ name }) => name === host)?.secret ?? '';
      await layCertificate(environment, folder, (await store.read(secret)) ?? '');
      if (dataHosts(environment).some(({ name }) => name === host))
        await group.redis(host).ask(['CONFIG', 'SET', 'tls-cert-file', `${folder}/${basename(certificate)}`]);
      if (sentinelHosts(environment).some(({ name }) => name === host)) {
        await signal(host, 'sentinel', 'SIGTERM');
        await start(host, 'sentinel');
      }
      taken(host);
      return { status: 0, stdout: '' };
    },
  };
}
