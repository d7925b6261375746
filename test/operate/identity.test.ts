import test from 'ava';
import { type Identities, misfits } from '../../src/operate/identity.ts';
import type { Answered } from '../../src/operate/status/ask.ts';
import { sentinelHosts } from '../../src/topology/environment.ts';
import { small } from '../_environment.ts';

const environment = small();
const [one] = environment.hosts;
const WATCHED = { ip: one?.address ?? '', port: String(environment.redis.port) };
const REFUSED = { refused: 'ERR No such master with that name' };
const SILENT: Answered = { silence: 'it does not answer' };

function naming({ ip, port }: typeof WATCHED, myid: string): Answered {
  return { replies: [myid, ['name', 'mymaster', 'ip', ip, 'port', port]] };
}

/** The right group, with some answers in the place of others. */
function told(
  sentinels: Readonly<Record<string, Answered>>,
  data: Identities['data'] = new Map(),
): Identities {
  const right = sentinelHosts(environment).map(
    ({ name, sentinel: { myid } }) => [name, sentinels[name] ?? naming(WATCHED, myid)] as const,
  );
  return { sentinels: new Map(right), data };
}

function idOf(host: string): string {
  return sentinelHosts(environment).find(({ name }) => name === host)?.sentinel.myid ?? '';
}

test('a group is the one of its definition when its ids, its name and its primary fit', (t) => {
  t.deepEqual(misfits(environment, told({})), []);
  t.deepEqual(misfits(environment, told({ two: SILENT })), [], 'who is silent proves nothing');
  const forgot: Answered = { replies: [idOf('two'), REFUSED] };
  t.deepEqual(misfits(environment, told({ two: forgot })), [], 'one may have lost what it watched');
});

test('a group is another one when a Sentinel has another id', (t) => {
  t.deepEqual(misfits(environment, told({ two: naming(WATCHED, 'f'.repeat(40)) })), [
    `Sentinel two has the id ${'f'.repeat(40)} instead of ${idOf('two')}`,
  ]);
});

test('a group is another one when no Sentinel watches its name', (t) => {
  const other = Object.fromEntries(
    ['one', 'two', 'three'].map((host) => [host, { replies: [idOf(host), REFUSED] }]),
  );
  t.deepEqual(misfits(environment, told(other)), [
    'sentinel.group is mymaster, and no Sentinel that answers watches a group of this name',
  ]);
});

test('a group is another one when its primary is no declared host, also at another port', (t) => {
  const stranger = naming({ ...WATCHED, ip: '10.0.0.99' }, idOf('one'));
  t.deepEqual(misfits(environment, told({ one: stranger })), [
    'Sentinel one names 10.0.0.99:6379 as the primary, which is no declared data host',
  ]);
  t.is(misfits(environment, told({ one: naming({ ...WATCHED, port: '6380' }, idOf('one')) })).length, 1);
});

test('whoever mends what Sentinels watch goes by their ids, and by passwords', (t) => {
  const stranger = naming({ ...WATCHED, ip: '10.0.0.99' }, idOf('one'));
  const forgot = { replies: [idOf('two'), REFUSED] };
  t.deepEqual(misfits(environment, told({ one: stranger, two: forgot }), 'ids'), []);
  t.is(misfits(environment, told({ two: naming(WATCHED, 'f'.repeat(40)) }), 'ids').length, 1);
  t.is(misfits(environment, told({ one: SILENT, two: SILENT, three: SILENT }), 'ids').length, 1);
});

test('a group is another one when a data host does not take its password', (t) => {
  for (const said of ['WRONGPASS invalid username-password pair', 'NOAUTH Authentication required.'])
    t.deepEqual(misfits(environment, told({}, new Map([['one', { silence: `Redis on one: ${said}` }]]))), [
      'Redis on one does not take the password of this group',
    ]);
  t.deepEqual(misfits(environment, told({}, new Map([['one', SILENT]]))), []);
});

test('nobody can tell which group it is when no Sentinel answers', (t) => {
  t.deepEqual(misfits(environment, told({ one: SILENT, two: SILENT, three: SILENT })), [
    'no Sentinel answers, so nobody can tell which group this is',
  ]);
});
