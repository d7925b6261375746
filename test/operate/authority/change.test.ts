import test, { type ExecutionContext } from 'ava';
import { RefusedError, UserError } from '../../../src/base/errors.ts';
import { readAuthorities } from '../../../src/certificates/authority.ts';
import { readHostCertificate } from '../../../src/certificates/host-certificate.ts';
import { type CertificateStore, memoryStore } from '../../../src/certificates/store.ts';
import { wantedCertificates } from '../../../src/certificates/wanted.ts';
import type { Reach } from '../../../src/group/reach.ts';
import { type ChangingAuthority, changeAuthority } from '../../../src/operate/authority/change.ts';
import { authorityData } from '../../../src/operate/authority/report.ts';
import { DRILLS } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { ENGINES } from '../../redis/_engines.ts';
import { type ProcessGroup, runGroup, THREE } from '../_processes.ts';
import { renewingReach } from '../_renewing.ts';

// Where the locks are.
process.chdir(scratchFolder('authority'));

/** A group with certificates of a store that is kept. @param name of the environment, whose lock it is too */
async function encrypted(t: ExecutionContext, name: string, engine = 'redis-server') {
  const texts = new Map<string, string>();
  const store = memoryStore(texts);
  const running = await runGroup(
    t,
    {
      ...THREE,
      name,
      // A busy machine is no fault of a host.
      sentinel: { quorum: 2, downAfter: '5s', failoverTimeout: '20s' },
      tls: { mode: 'required' },
    },
    { certificates: store, engine },
  );
  const wanted = wantedCertificates(running.environment);
  if (wanted === undefined) throw new Error('it is encrypted');
  const authorities = () => readAuthorities(texts.get(wanted.authority) ?? '', 'the store');
  const trusted = () =>
    wanted.hosts.map(({ secret }) => readHostCertificate(texts.get(secret) ?? '')?.trusted.length);
  return { running, store, texts, authorities, trusted };
}

function change(
  { environment, group }: ProcessGroup,
  reach: Reach,
  store: CertificateStore,
  given: Partial<ChangingAuthority> = {},
) {
  return changeAuthority({
    group: { environment, reach, passwords: (host) => group.passwords(host) },
    store,
    direction: 'on',
    isOnlyPlanned: false,
    locking: { run: 'a test', reason: 'a change', tell: () => undefined },
    show: () => undefined,
    approve: async () => 'yes',
    clientsMoved: async () => 'nobody',
    tell: () => undefined,
    ...given,
  });
}

async function changesWhole(t: ExecutionContext, name: string, engine?: string): Promise<void> {
  t.timeout(180_000);
  const { running, store, texts, authorities, trusted } = await encrypted(t, name, engine);
  const first = authorities().signer;
  const taken: string[] = [];
  const reach = renewingReach(running, store, (host) => taken.push(host));
  const waiting = await change(running, reach, store);
  t.is(waiting.fate.kind, 'waiting', JSON.stringify(authorityData(waiting)));
  t.deepEqual(taken, ['one', 'two', 'three']);
  const next = authorities().next;
  t.deepEqual([authorities().signer, trusted()], [first, [2, 2, 2]], 'the first one signs still');

  const ended = await change(running, reach, store, { direction: 'end', clientsMoved: async () => 'yes' });
  t.is(ended.fate.kind, 'done', JSON.stringify(authorityData(ended)));
  t.deepEqual(authorities(), { signer: next, next: undefined, former: [] });
  t.deepEqual(trusted(), [1, 1, 1]);
  t.false(
    [...texts.values()].some(
      (text) => text.includes(first.certificate) || text.includes('key' in first ? first.key : ''),
    ),
  );
  for (const program of ['redis', 'sentinel'] as const)
    t.is((await running.group.certificate('two', program))?.problem, undefined);
  t.deepEqual((await running.until()).problems, []);
  const told = JSON.stringify([authorityData(waiting), authorityData(ended)]);
  t.notRegex(told, /BEGIN|PRIVATE/);
}

const WHOLE =
  'another authority is trusted beside the first, waits for the clients, signs, and is the only one, while the group stays well';

test(WHOLE, (t) => changesWhole(t, 'authority-whole'));

if (DRILLS)
  for (const [at, { server, real }] of ENGINES.entries())
    real(WHOLE, (t) => changesWhole(t, `authority-engine-${at}`, server));

test('a change that is cut off goes on where it was, and nothing is signed before every program trusts the next authority', async (t) => {
  t.timeout(180_000);
  const { running, store, authorities } = await encrypted(t, 'authority-cut');
  const { signer: first } = authorities();
  const whole = renewingReach(running, store);
  // Who reaches ports alone has hosts look by themselves.
  const cut: Reach = {
    ...whole,
    exec: async (host, argv) => {
      if (host !== 'one') throw new UserError(`no program can be run on ${host}`);
      return whole.exec(host, argv);
    },
  };
  const stopped = await change(running, cut, store, { clientsMoved: async () => 'yes' });
  t.is(stopped.fate.kind, 'stopped');
  t.regex(JSON.stringify(authorityData(stopped)), /two has what the store has for it: .*once an hour/);
  t.is(authorities().signer.certificate, first.certificate);
  const next = authorities().next;
  const ended = await change(running, whole, store, { clientsMoved: async () => 'yes' });
  t.is(ended.fate.kind, 'done', JSON.stringify(authorityData(ended)));
  t.deepEqual(authorities().signer, next, 'no third one is made');
  await t.throwsAsync(change(running, whole, store, { direction: 'back' }), {
    instanceOf: RefusedError,
    message: /has one authority, and there is none to go back to/,
  });
});

test('while the next authority has signed nothing, a change is taken back, and a plan changes nothing', async (t) => {
  t.timeout(180_000);
  const { running, store, texts, authorities, trusted } = await encrypted(t, 'authority-back');
  const { signer } = authorities();
  const reach = renewingReach(running, store);
  const before = new Map(texts);
  const { plan, fate } = await change(running, reach, store, { isOnlyPlanned: true });
  t.is(fate.kind, 'planned');
  t.is([...plan.steps, ...plan.last].length, 4);
  t.deepEqual(texts, before);
  await t.throwsAsync(change(running, reach, store, { direction: 'end' }), {
    instanceOf: RefusedError,
    message: /^--clients-moved: authority-back has one authority/,
  });
  await change(running, reach, store);
  const back = await change(running, reach, store, { direction: 'back' });
  t.is(back.fate.kind, 'done', JSON.stringify(authorityData(back)));
  t.deepEqual(authorities(), { signer, next: undefined, former: [] });
  t.deepEqual(trusted(), [1, 1, 1]);
});
