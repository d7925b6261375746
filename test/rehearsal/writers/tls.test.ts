import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { TlsDefinition } from '../../../src/definition/environment.ts';
import { authorityIn } from '../../../src/group/trust.ts';
import { accountOf } from '../../../src/rehearsal/ledger/account.ts';
import { disturbanceOf } from '../../../src/rehearsal/ledger/ledger.ts';
import { WRITER_KINDS, type WriterGroup } from '../../../src/rehearsal/writers/kind.ts';
import { startWriters } from '../../../src/rehearsal/writers/start.ts';
import { clientCode } from '../../../src/render/client-code.ts';
import { DRILLS, needs } from '../../_needs.ts';
import { PASSWORD, runGroup, THREE } from '../../operate/_processes.ts';
import { HERE } from './_group.ts';

const OFTEN = milliseconds(20);

/** Counters and clients with their author's settings go by the port that Sentinels name; recommended ones by that for TLS. */
const EACH: readonly WriterGroup[] = WRITER_KINDS.flatMap((kind) =>
  (['recommended', 'default'] as const).map((settings) => ({ kind, settings, count: 1, every: OFTEN })),
);

async function writesThroughFailover(t: ExecutionContext, tls: TlsDefinition): Promise<void> {
  const { environment, reach, signal, until } = await runGroup(t, { ...THREE, tls });
  const authority = await authorityIn(reach, environment);
  const writers = await startWriters(HERE, environment, PASSWORD, EACH, authority);
  const written = new Set<string>();
  await writers.next(({ client }) => written.add(client).size === EACH.length);
  await signal('one', 'redis', 'SIGKILL');
  await until(({ primary }) => primary !== undefined && primary !== 'one');
  const after = new Set<string>();
  await writers.next(({ client, by }) => by !== 'one' && after.add(client).size === EACH.length);
  const ledger = await writers.stop();
  t.is(disturbanceOf(ledger), undefined);
  for (const { client, fate } of accountOf(ledger, [], milliseconds(0)).clients)
    t.true(fate.kept > 0, client);
}

async function runsOfPython(t: ExecutionContext, tls: TlsDefinition): Promise<void> {
  const { environment, file } = await runGroup(t, { ...THREE, tls });
  const { code } = clientCode(environment, 'redis-py');
  const program = `${code}\nprint(execute("SET", "key", "value"))\n`;
  const authority = file('one', 'redis').replace(/redis\.conf$/, 'ca.crt');
  const env = { ...process.env, REDIS_PASSWORD: PASSWORD, REDIS_AUTHORITY: authority };
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', program], { env });
  t.is(stdout, 'True\n');
}

async function runsOfShell(t: ExecutionContext, tls: TlsDefinition): Promise<void> {
  const { environment, file } = await runGroup(t, { ...THREE, tls });
  const { code } = clientCode(environment, 'redis-cli');
  const authority = file('one', 'redis').replace(/redis\.conf$/, 'ca.crt');
  const env = { ...process.env, REDISCLI_AUTH: PASSWORD, REDIS_AUTHORITY: authority };
  const { stdout } = await promisify(execFile)('sh', ['-c', code, 'sh', 'SET', 'key', 'value'], { env });
  t.is(stdout, 'OK\n');
}

test.serial('where TLS is required clients of each kind write through a failover', (t) =>
  writesThroughFailover(t, { mode: 'required' }),
);

if (DRILLS)
  test.serial('where TLS is optional they do so too, with it and without it', (t) =>
    writesThroughFailover(t, { mode: 'optional' }),
  );

for (const mode of DRILLS ? (['optional', 'required'] as const) : []) {
  test.serial(`where TLS is ${mode} the code for redis-cli writes`, (t) => runsOfShell(t, { mode }));
  needs('python3-redis')(`where TLS is ${mode} the code for redis-py writes`, (t) =>
    runsOfPython(t, { mode }),
  );
}
