/** What is seen of a group where a host gets a certificate that is none: what the host's own look at it (rc.d/vedette_certificate) keeps away. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { type Authority, makeAuthority, readAuthorities } from '../../src/certificates/authority.ts';
import { issueHostCertificate } from '../../src/certificates/host-certificate.ts';
import { memoryStore } from '../../src/certificates/store.ts';
import { wantedCertificates } from '../../src/certificates/wanted.ts';
import { connector } from '../../src/group/connection.ts';
import { infoOf } from '../../src/group/reply.ts';
import { certificatesOf } from '../../src/operate/status/certificates.ts';
import { placesIn } from '../../src/render/freebsd.ts';
import { DRILLS, type Register } from '../_needs.ts';
import { ENGINES } from '../redis/_engines.ts';
import { PASSWORD, runGroup, THREE } from './_processes.ts';

/** What a host can be given. */
interface Bad {
  readonly title: string;
  /** The key with the certificate, as PEM. */
  text(host: { readonly name: string; readonly address: string }, signer: Authority): Promise<string>;
  /** What `vedette status` says of what the program shows then; undefined where the server does not take it. */
  readonly seen: string | undefined;
  /** True where a link to the primary that is cut comes back with it. */
  readonly links: boolean;
}

const DAY = 86_400_000;
const VALIDITY = { lifetimeDays: 2, renewBeforeDays: 1 };

async function signed(host: { name: string; address: string }, signer: Authority, days = 0): Promise<string> {
  const now = new Date(Date.now() + days * DAY);
  const { key, certificate } = await issueHostCertificate(host, signer, VALIDITY, now);
  return `${key}${certificate}`;
}

const BAD: readonly Bad[] = [
  {
    title: 'one that is over',
    text: (host, signer) => signed(host, signer, -10),
    seen: 'it has expired',
    links: false,
  },
  {
    title: 'one that is not valid yet',
    text: (host, signer) => signed(host, signer, 10),
    seen: 'it is not valid yet',
    links: false,
  },
  {
    title: 'that of another host',
    text: (_, signer) => signed({ name: 'other', address: '10.0.0.99' }, signer),
    seen: 'it is not for this address',
    links: true,
  },
  {
    title: 'one of an authority that nobody trusts yet',
    text: async (host) => signed(host, await makeAuthority('another', new Date())),
    seen: 'another authority has signed it',
    links: false,
  },
  {
    title: 'one whose key cannot be read',
    text: async (host, signer) =>
      (await signed(host, signer)).replace(/(-----BEGIN PRIVATE KEY-----\n).*\n/, '$1AAAA\n'),
    seen: undefined,
    links: true,
  },
];

async function bears(t: ExecutionContext, engine?: string): Promise<void> {
  t.timeout(300_000);
  const texts = new Map<string, string>();
  const running = await runGroup(
    t,
    {
      ...THREE,
      // Nobody fails over for a busy machine.
      sentinel: { quorum: 2, downAfter: '10s', failoverTimeout: '30s' },
      tls: { mode: 'required' },
    },
    { certificates: memoryStore(texts), ...(engine === undefined ? {} : { engine }) },
  );
  const { environment, group, file } = running;
  const wanted = wantedCertificates(environment);
  const { signer } = readAuthorities(texts.get(wanted?.authority ?? '') ?? '', 'the store');
  if (!('key' in signer)) throw new Error('nobody has the key');
  const host = environment.hosts.find(({ name }) => name === 'two');
  if (host === undefined) throw new Error('there is no two');
  const { key: place } = placesIn(environment).tls;
  const path = file('two', 'redis').replace('redis.conf', place.replace(/^.*\//, ''));
  const good = readFileSync(path, 'utf8');
  const reload = () => group.redis('two').ask(['CONFIG', 'SET', 'tls-cert-file', path]);
  const connect = await connector();
  const open = await connect(await group.endpoint('two', 'redis'), { password: PASSWORD });
  const linkComesBack = async (): Promise<boolean> => {
    await group.redis('two').ask(['CLIENT', 'KILL', 'TYPE', 'master']);
    const end = Date.now() + 5_000;
    do {
      await sleep(200);
      const info = infoOf(await group.redis('two').ask(['INFO', 'replication']));
      if (info.get('master_link_status') === 'up') return true;
    } while (Date.now() < end);
    return false;
  };
  for (const { title, text, seen, links } of BAD) {
    writeFileSync(path, await text(host, signer));
    const said = await reload().then(String);
    t.is(said === 'OK', seen !== undefined, `${title}: ${said}`);
    const shown = (await certificatesOf(group)).filter(({ program }) => program === 'redis');
    const problems = shown.flatMap(({ host: name, problem }) =>
      problem === undefined ? [] : [`${name}: ${problem}`],
    );
    t.deepEqual(problems, seen === undefined ? [] : [`two: ${seen}`], title);
    t.is(await open.send(['PING']), 'PONG', `${title}: a connection that is open stays`);
    if (seen !== undefined)
      await t.throwsAsync(
        connect(await group.endpoint('two', 'redis'), { password: PASSWORD }),
        undefined,
        `${title}: no new client comes in`,
      );
    t.is(await linkComesBack(), links, `${title}: the link to the primary`);
    const { primary } = await running.until(({ primary: found }) => found !== undefined);
    t.is(
      await group.redis(primary ?? '').ask(['SET', 'written', title]),
      'OK',
      `${title}: the group takes writes`,
    );
    writeFileSync(path, good);
    t.is(await reload(), 'OK', `${title}: and is well again with a good one`);
    await running.until();
  }
  open.close();
}

const register: Register = DRILLS ? test : test.skip;

register(
  'a host with a bad certificate is found, loses what connects anew and nothing that is open, and the group goes on',
  (t) => bears(t),
);

if (DRILLS)
  for (const { server, real } of ENGINES)
    real(
      'a host with a bad certificate is found, loses what connects anew and nothing that is open, and the group goes on',
      (t) => bears(t, server),
    );
