import test from 'ava';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { small } from '../_environment.ts';
import { changesOf, diffOf } from './_documents.ts';

test('another port of Redis is an outage, and no command to a running server', async (t) => {
  const [change] = await changesOf('port 6379', 'port 6380');
  t.is(change?.impact, 'restart');
  t.regex(
    change?.note ?? '',
    /^an outage, since Sentinels, replicas and clients keep the old port: stop all/,
  );
  t.deepEqual(
    change?.byHand?.map(({ text }) => text),
    ['service redis stop', 'redis.conf: port 6380', 'service redis start'],
  );
});

test('a plain port beside that of TLS takes nobody the server away', async (t) => {
  const tls = 'tls-port 6380\ntls-cert-file a\ntls-key-file b\ntls-ca-cert-file c';
  const [change] = await changesOf(`${tls}\nport 0`, `${tls}\nport 6379`);
  t.is(change?.key, 'port');
  t.is(change?.impact, 'live');
  t.is(change?.note, 'it opens beside the others, and takes connections without TLS');
});

test('another port of Redis in a definition is to be written into what each Sentinel monitors', async (t) => {
  const { changes } = await diffOf(snapshotOf(small()), snapshotOf(small({ redis: { port: 6380 } })));
  const address = changes.find(({ key }) => key === 'sentinel/mymaster/address');
  t.is(address?.impact, 'restart');
  t.deepEqual(
    address?.byHand?.map(({ text }) => text),
    [
      'service sentinel stop',
      'sentinel.conf: port 6380 in sentinel monitor and sentinel known-replica',
      'service sentinel start',
    ],
  );
});

test('another primary of the same port is nothing that a Sentinel is told', async (t) => {
  const before = small();
  const after = small({
    hosts: {
      one: { roles: ['replica', 'sentinel'] },
      two: { roles: ['primary', 'sentinel'] },
      three: { roles: ['replica', 'sentinel'] },
    },
  });
  const { changes } = await diffOf(snapshotOf(before), snapshotOf(after));
  t.deepEqual(
    changes.filter(({ key }) => key.endsWith('/address')).map(({ impact, byHand }) => [impact, byHand]),
    [['none', undefined]],
  );
});
