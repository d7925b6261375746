import { connect as connectPlain } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { makeAuthority } from '../../src/certificates/authority.ts';
import type { TlsDefinition } from '../../src/definition/environment.ts';
import { connector } from '../../src/group/connection.ts';
import { Group } from '../../src/group/group.ts';
import { passwordsOfHosts } from '../../src/group/password.ts';
import { findDrift } from '../../src/operate/drift/drift.ts';
import { dataHosts } from '../../src/topology/environment.ts';
import { openPorts } from '../../src/topology/ports.ts';
import { DRILLS } from '../_needs.ts';
import { ENGINES } from '../redis/_engines.ts';
import { PASSWORD, type ProcessGroup, runGroup, THREE } from './_processes.ts';
import { rowsOf } from './drift/_rows.ts';

function runWithTls(t: ExecutionContext, tls: TlsDefinition, engine?: string): Promise<ProcessGroup> {
  return runGroup(t, { ...THREE, tls }, engine === undefined ? {} : { engine });
}

/** What a program answers to PING without encryption; empty where it refuses or ends the connection. */
function pingPlain(host: string, port: number): Promise<string> {
  const socket = connectPlain({ host, port }).setEncoding('utf8');
  let said = '';
  socket.on('data', (text: string) => {
    said += text;
    socket.end();
  });
  socket.on('error', () => undefined);
  socket.once('connect', () => socket.write('*1\r\n$4\r\nPING\r\n'));
  return new Promise((resolve) => socket.once('close', () => resolve(said)));
}

async function failsOverEncrypted(t: ExecutionContext, engine?: string): Promise<void> {
  const { environment, signal, start, until } = await runWithTls(t, { mode: 'required' }, engine);
  await signal('one', 'redis', 'SIGKILL');
  const { primary } = await until(({ primary }) => primary !== undefined && primary !== 'one');
  t.true(primary === 'two' || primary === 'three', primary);
  await start('one', 'redis');
  // Where the machine is busy, the Sentinels may have found another one meanwhile.
  t.not((await until()).primary, 'one');
  for (const { address } of environment.hosts) {
    for (const port of [environment.redis.port, environment.sentinel.port])
      t.is(await pingPlain(address, port), '', 'a plain port is closed');
    for (const port of [environment.tls.port, environment.tls.sentinelPort])
      t.is(await pingPlain(address, port), '', 'a port for TLS takes nothing else');
  }
}

test('a group whose connections are all encrypted fails over, and refuses who speaks without TLS', (t) =>
  failsOverEncrypted(t));

if (DRILLS)
  for (const { server, real } of ENGINES)
    real('a group whose connections are all encrypted fails over', (t) => failsOverEncrypted(t, server));

async function runsAsDeclared(t: ExecutionContext, tls: TlsDefinition, engine?: string): Promise<void> {
  const { environment, group } = await runWithTls(t, tls, engine);
  const drift = await findDrift(group, environment, { standsIn: true });
  const ports = rowsOf(drift).filter((row) => /port/.test(row));
  t.deepEqual(ports, [], 'a Sentinel names its port for TLS in the place of a plain one that is closed');
  t.true(drift.hosts.every(({ version }) => version !== undefined));
}

for (const mode of ['optional', 'required'] as const) {
  test(`where TLS is ${mode} no port of a group differs from what is declared`, (t) =>
    runsAsDeclared(t, { mode }));
  if (DRILLS)
    for (const { server, real } of ENGINES)
      real(`where TLS is ${mode} no port of a group differs from what is declared`, (t) =>
        runsAsDeclared(t, { mode }, server),
      );
}

test('where TLS is optional clients come in with it and without it, and each program shows its certificate', async (t) => {
  const { environment, group } = await runWithTls(t, { mode: 'optional', lifetimeDays: 50 });
  const connect = await connector();
  const authority = await group.trust();
  for (const { address, name } of dataHosts(environment))
    for (const { number, isTls } of openPorts(environment, 'redis')) {
      const place = { host: address, port: number };
      const endpoint = isTls ? { ...place, encryption: { authority, address } } : place;
      const { send, close } = await connect(endpoint, { password: PASSWORD });
      t.is(await send(['PING']), 'PONG', `${name}:${number}`);
      close();
    }
  for (const program of ['redis', 'sentinel'] as const) {
    const shown = await group.certificate('two', program);
    t.is(shown?.problem, undefined);
    t.is(Math.round(((shown?.expires.getTime() ?? 0) - Date.now()) / 86_400_000), 50);
  }
});

test('a host whose certificate another authority signed is asked nothing, and told no password', async (t) => {
  const { environment, reach } = await runWithTls(t, { mode: 'required' });
  const { certificate } = await makeAuthority('another', new Date());
  using group = new Group(reach, environment, passwordsOfHosts(reach), async () => certificate);
  for (const client of [group.redis('one'), group.sentinel('two')])
    await t.throwsAsync(client.ask(['PING']), {
      message: `${client.program} shows a certificate that nobody takes: another authority has signed it`,
    });
  t.is((await group.certificate('one', 'redis'))?.problem, 'another authority has signed it');
});

test('a host that shows the certificate of another host is asked nothing', async (t) => {
  const { environment, reach, group: own } = await runWithTls(t, { mode: 'required' });
  const swapped = {
    ...reach,
    endpoint: (host: string, port: number) => reach.endpoint(host === 'one' ? 'two' : host, port),
  };
  using group = new Group(swapped, environment, passwordsOfHosts(reach), own.trust);
  await t.throwsAsync(group.redis('one').ask(['PING']), {
    message: 'Redis on one shows a certificate that nobody takes: it is not for this address',
  });
});
