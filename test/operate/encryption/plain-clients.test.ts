import test from 'ava';
import { plainClients } from '../../../src/operate/encryption/plain-clients.ts';

test('who came in by the plain port is told, but for replicas, Sentinels, and who came in by TLS', (t) => {
  const list = [
    'id=1 addr=10.0.0.9:50001 laddr=10.0.0.4:6379 fd=8 name=till age=1 flags=N db=0',
    'id=2 addr=10.0.0.9:50002 laddr=10.0.0.4:6380 fd=9 name= age=1 flags=N db=0',
    'id=3 addr=10.0.0.5:50003 laddr=10.0.0.4:6379 fd=10 name= age=1 flags=S db=0',
    'id=4 addr=10.0.0.5:50004 laddr=10.0.0.4:6379 fd=11 name=sentinel-0123abcd-cmd age=1 flags=N db=0',
    'id=5 addr=10.0.0.5:50005 laddr=10.0.0.4:6379 fd=12 name=sentinel-0123abcd-pubsub age=1 flags=P db=0',
    'id=6 addr=10.0.0.9:50006 laddr=10.0.0.4:6379 fd=13 name= age=1 flags=P db=0',
    '',
  ];
  t.deepEqual(plainClients(list, 6379), ['10.0.0.9:50001 till', '10.0.0.9:50006']);
});
