import { join } from 'node:path';
import test from 'ava';
import { RefusedError } from '../../../src/base/errors.ts';
import { readAuthorities } from '../../../src/certificates/authority.ts';
import { provideCertificates } from '../../../src/certificates/provide.ts';
import { memoryStore } from '../../../src/certificates/store.ts';
import { wantedCertificates } from '../../../src/certificates/wanted.ts';
import { localPrivateCa } from '../../../src/local/account/private-ca.ts';
import { type ChangingAuthority, changeAuthority } from '../../../src/operate/authority/change.ts';
import { authorityData } from '../../../src/operate/authority/report.ts';
import { DRILLS, type Register } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { runGroup, THREE } from '../_processes.ts';
import { renewingReach } from '../_renewing.ts';

// Where the locks are.
const FOLDER = scratchFolder('authority-private-ca');
process.chdir(FOLDER);

const ARN =
  'arn:aws:acm-pca:eu-central-1:123456789012:certificate-authority/01234567-89ab-cdef-0123-456789abcdef';

const drill: Register = DRILLS ? test : test.skip;

drill(
  'a group goes from an authority of its own to AWS Private CA, after which a deploy has nothing to issue',
  async (t) => {
    t.timeout(180_000);
    const texts = new Map<string, string>();
    const real = localPrivateCa(join(FOLDER, 'private-ca'));
    let signed = 0;
    const store = memoryStore(texts, {
      ...real,
      sign: async (...given) => {
        signed += 1;
        return real.sign(...given);
      },
    });
    const running = await runGroup(
      t,
      {
        ...THREE,
        name: 'authority-private-ca',
        sentinel: { quorum: 2, downAfter: '5s', failoverTimeout: '20s' },
        tls: { mode: 'required' },
      },
      { certificates: store },
    );
    const { group } = running;
    const environment = {
      ...running.environment,
      tls: { ...running.environment.tls, authority: ARN } as const,
    };
    const wanted = wantedCertificates(environment);
    if (wanted === undefined) throw new Error('it is encrypted');
    await t.throwsAsync(provideCertificates(wanted, store, new Date()), { message: /--authority first/ });
    const reach = renewingReach(running, store);
    const change = (given: Partial<ChangingAuthority>) =>
      changeAuthority({
        group: { environment, reach, passwords: (host) => group.passwords(host) },
        store,
        direction: 'on',
        isOnlyPlanned: false,
        locking: { run: 'a test', reason: 'a change', tell: () => undefined },
        show: () => undefined,
        approve: async () => 'yes',
        clientsMoved: async () => 'yes',
        tell: () => undefined,
        ...given,
      });
    const done = await change({});
    t.is(done.fate.kind, 'done', JSON.stringify(authorityData(done)));
    const { signer, next, former } = readAuthorities(texts.get(wanted.authority) ?? '', 'the store');
    t.deepEqual([signer, next, former], [await real.authority(ARN), undefined, []]);
    t.false(texts.get(wanted.authority)?.includes('PRIVATE KEY'));
    t.is(signed, wanted.hosts.length + 1, 'one for each host, and one to be shown');
    t.deepEqual(await provideCertificates(wanted, store, new Date()), []);
    await t.throwsAsync(change({}), { instanceOf: RefusedError, message: /as tls\.authority says/ });
    t.is(signed, wanted.hosts.length + 1, 'a look shows what hosts have');
  },
);
