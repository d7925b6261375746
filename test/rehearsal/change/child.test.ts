import test from 'ava';
import { ChangeProcess } from '../../../src/rehearsal/change/child.ts';
import { allShipped, small } from '../../_environment.ts';
import { scratchFolder } from '../../cli/_run.ts';

const folder = scratchFolder('change');

test('a process that changes a group tells why it cannot where the cloud is gone', async (t) => {
  const cloud = { name: 'changed-nowhere', pid: 2 ** 22 + 1, startTime: undefined, folder, user: 'ada' };
  for (const kind of ['roll-out', 'rotation'] as const) {
    const heard: string[] = [];
    const job = { kind, cloud, before: small(), after: small() };
    const end = await new ChangeProcess(job, folder, (event) => heard.push(event.kind)).ended;
    t.deepEqual(end, { kind: 'stopped', text: 'the local cloud changed-nowhere is gone; start it again' });
    t.deepEqual(heard, ['stopped']);
  }
});

test('a process that is killed has told nothing of its end', async (t) => {
  const cloud = { name: 'changed-nowhere', pid: 2 ** 22 + 1, startTime: undefined, folder, user: 'ada' };
  const job = { kind: 'roll-out', cloud, before: small(), after: small() } as const;
  const change = new ChangeProcess(job, folder, () => undefined);
  change.kill();
  t.is(await change.ended, undefined);
});

test('an environment is the same when it has been a line of JSON', async (t) => {
  for (const environment of await allShipped())
    t.deepEqual(JSON.parse(JSON.stringify(environment)), environment);
});
