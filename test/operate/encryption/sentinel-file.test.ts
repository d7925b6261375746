import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { editOf, type SentinelEdit } from '../../../src/operate/encryption/sentinel-file.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { THREE } from '../_processes.ts';

/** As a Sentinel writes it that has seen one of the others move. */
const WRITTEN = `port 26379
tls-port 26380
tls-replication no
requirepass "a  b"
sentinel monitor mymaster 10.0.0.4 6379 2
sentinel known-replica mymaster 10.0.0.5 6379
sentinel known-replica mymaster 10.0.0.5 6380
sentinel known-replica mymaster 10.0.0.6 6379
sentinel known-sentinel mymaster 10.0.0.5 26379 aaaa
sentinel known-sentinel mymaster 10.0.0.6 26380 bbbb
sentinel current-epoch 6379
`;

async function edited(edit: SentinelEdit, text: string): Promise<string> {
  const environment = resolveEnvironment({ ...THREE, tls: { mode: 'required' } }, 'stacks/three.ts');
  const awk = promisify(execFile)('awk', [...editOf(environment, edit)]);
  awk.child.stdin?.end(text);
  return (await awk).stdout;
}

test('the file of a Sentinel names everybody once, at ports for TLS, and what it says otherwise stays', async (t) => {
  const after = `port 26379
tls-port 26380
requirepass "a  b"
sentinel monitor mymaster 10.0.0.4 6380 2
sentinel known-replica mymaster 10.0.0.5 6380
sentinel known-replica mymaster 10.0.0.6 6380
sentinel known-sentinel mymaster 10.0.0.5 26380 aaaa
sentinel known-sentinel mymaster 10.0.0.6 26380 bbbb
sentinel current-epoch 6379
tls-replication yes
`;
  t.is(await edited('links', WRITTEN), after);
  t.is(await edited('links', after), after, 'a second edit changes nothing');
});

test('with the plain port closed, the file of a Sentinel has one line that says so', async (t) => {
  const after = await edited('links and port', WRITTEN);
  t.deepEqual(after.match(/^port .*$/gm), ['port 0']);
  t.is(await edited('links and port', after), after);
});
