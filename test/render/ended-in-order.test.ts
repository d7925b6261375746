/** What rc.d/vedette makes of how a real server ended, as the server's own log says. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { boot } from '../_redis.ts';
import { ENGINES } from '../redis/_engines.ts';
import { functionsOf } from './_functions.ts';

/** All that a server may have to put away, each of which is a line of its log. */
const CONF = 'port 0\nunixsocket socket\npidfile pid\nlogfile log\nappendonly yes\nsave 900 1\n';

const FUNCTIONS = functionsOf('vedette.rc', { tls: false });

for (const { server, real } of ENGINES)
  for (const [signal, inOrder] of [
    ['SIGTERM', true],
    ['SIGKILL', false],
  ] as const)
    real(
      `a snapshot ${inOrder ? 'speaks' : 'does not speak'} for the append-only file after ${signal}`,
      async (t) => {
        mkdirSync('tmp', { recursive: true });
        const folder = relative('.', mkdtempSync(join('tmp', 'ended-')));
        t.teardown(() => rmSync(folder, { recursive: true }));
        writeFileSync(join(folder, 'redis.conf'), CONF);
        const { client, end } = await boot(folder, [], server);
        await client.command('SET', 'key', 'value');
        await client.command('SAVE');
        await end(signal);
        const input = `${FUNCTIONS}\nlog=log file=dump.rdb\nended_in_order && echo speaks`;
        const { stdout } = spawnSync('sh', ['-s'], { cwd: folder, input, encoding: 'utf8' });
        t.is(stdout, inOrder ? 'speaks\n' : '');
      },
    );
