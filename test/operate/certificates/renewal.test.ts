import test from 'ava';
import { RefusedError } from '../../../src/base/errors.ts';
import { printHostCertificate, readHostCertificate } from '../../../src/certificates/host-certificate.ts';
import { provideCertificates } from '../../../src/certificates/provide.ts';
import { memoryStore } from '../../../src/certificates/store.ts';
import { wantedCertificates } from '../../../src/certificates/wanted.ts';
import { type Renewed, type Renewing, renew } from '../../../src/operate/certificates/renewal.ts';
import { small } from '../../_environment.ts';
import { scratchFolder } from '../../cli/_run.ts';

// Locks are of the working directory.
process.chdir(scratchFolder('renewal'));

const NOW = new Date('2026-11-28T00:00:00Z');

function later(days: number): Date {
  return new Date(NOW.getTime() + days * 86_400_000);
}

/** An environment whose hosts have the certificates of a day, and what a renewal of them may be told. */
async function renewal(name: string, given: Partial<Renewing> = {}) {
  const environment = small({ name, tls: { mode: 'required' } });
  const texts = new Map<string, string>();
  const store = memoryStore(texts);
  const wanted = wantedCertificates(environment);
  if (wanted !== undefined) await provideCertificates(wanted, store, NOW);
  const before = new Map(texts);
  const renewed = await renew({
    environment,
    store,
    isOnlyDue: false,
    isOnlyPlanned: false,
    locking: { run: 'a test', reason: 'a renewal', tell: () => undefined },
    now: later(1),
    show: () => undefined,
    approve: async () => 'yes',
    ...given,
  });
  const changed = [...texts].filter(([key, text]) => before.get(key) !== text).map(([key]) => key);
  return { renewed, changed, texts };
}

test('all hosts get new certificates where they are rotated, and the authority stays', async (t) => {
  const { renewed, changed } = await renewal('renew-all');
  t.is(renewed.fate, 'done');
  t.deepEqual(
    changed,
    ['one', 'two', 'three'].map((host) => `vedette/renew-all/certificate/${host}`),
  );
});

test('where only those are renewed that are due, none is before its last days and all are in them', async (t) => {
  const early = await renewal('renew-early', { isOnlyDue: true, now: later(59) });
  t.deepEqual([early.renewed, early.changed], [{ fate: 'nothing', hosts: [] }, []]);
  const late = await renewal('renew-late', { isOnlyDue: true, now: later(61) });
  t.deepEqual(
    late.renewed.hosts.map(({ why }) => why),
    Array.from({ length: 3 }, () => 'it ends 2027-02-26'),
  );
  t.is(late.changed.length, 3);
});

/** How a renewal ends that changes nothing. */
const ENDS: readonly (readonly [title: string, given: Partial<Renewing>, fate: Renewed['fate']])[] = [
  ['is only planned', { isOnlyPlanned: true }, 'planned'],
  ['is declined', { approve: async () => 'no' }, 'declined'],
  ['can be approved by nobody', { approve: async () => 'nobody' }, 'unasked'],
];

for (const [title, given, fate] of ENDS)
  test(`a renewal that ${title} shows the hosts and changes nothing`, async (t) => {
    const shown: string[] = [];
    const { renewed, changed } = await renewal(`renew-${fate}`, {
      ...given,
      show: (hosts) => void shown.push(...hosts.map(({ host }) => host)),
    });
    t.is(renewed.fate, fate);
    t.deepEqual(shown, ['one', 'two', 'three']);
    t.deepEqual(changed, []);
  });

test('what a renewal tells holds no key', async (t) => {
  const { renewed, texts } = await renewal('renew-quietly');
  const [text = ''] = [...texts.values()].filter((value) => readHostCertificate(value) !== undefined);
  t.regex(
    printHostCertificate(readHostCertificate(text) ?? { key: '', certificate: '', trusted: [] }),
    /PRIVATE/,
  );
  t.notRegex(JSON.stringify(renewed), /PRIVATE KEY|BEGIN/);
});

test('without TLS, and where others sign, a renewal is refused with what to do', async (t) => {
  const off = small({ name: 'renew-off' });
  const files = small({ name: 'renew-files', tls: { mode: 'required', authority: 'files' } });
  await t.throwsAsync(renewal('renew-off', { environment: off }), {
    instanceOf: RefusedError,
    message:
      'nothing of renew-off is encrypted, so its hosts have no certificates; set tls.mode, and deploy it',
  });
  await t.throwsAsync(renewal('renew-files', { environment: files }), {
    instanceOf: RefusedError,
    message:
      /^the certificates of renew-files are files that somebody else signs \(tls\.authority\); lay new ones/,
  });
});
