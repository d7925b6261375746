import { inspect } from 'node:util';
import { unwrittenDifferences } from '../../../src/operate/drift/unwritten.ts';
import type { ObservedProgram } from '../../../src/operate/observe/observed.ts';
import { type DirectiveSpec, directivesOf } from '../../../src/redis/catalogue/index.ts';
import { ENGINES } from '../../redis/_engines.ts';
import { otherValue } from '../../redis/catalogue/_samples.ts';
import { runProgram } from './_server.ts';

/** Would keep the server from starting, from the test's socket, or from what this machine can do. */
const NOT_WRITTEN =
  /^(daemonize|supervised|port|tls-.*|dir|unixsocket.*|bind-source-addr|.*cpulist|cluster-enabled|activedefrag|logfile|aclfile|replicaof|oom-.*|syslog-.*|locale-collate|socket-mark-id|pidfile|timeout|rdma-.*)$/;

/** The directives of which what runs is not what the file says. */
function differing(seen: ObservedProgram): readonly string[] {
  return unwrittenDifferences(seen).map(({ change }) => change.key);
}

for (const { version, server, real } of ENGINES) {
  const written = directivesOf('redis', version).filter(
    ({ name, repetition, ignored, hidden, owned }) =>
      repetition !== 'separate' && !ignored && !(hidden && owned !== undefined) && !NOT_WRITTEN.test(name),
  );
  const file = written.map((spec) => `${spec.name} ${quoted(spec, otherValue(spec))}`).join('\n');

  real(
    'what a file makes run is no difference, also where the server wrote it, and whatever is set beside it is one',
    async (t) => {
      const { client, observe } = await runProgram(
        t,
        'redis',
        `${file}\nuser ann on >secret ~a* +@read -get`,
        server,
        ['something'],
      );
      await client.command('AUTH', 'something');
      const seen = await observe();
      t.is(seen.version, version);
      t.deepEqual(seen.strange, []);
      t.deepEqual(differing(seen), []);
      await client.command('CONFIG', 'REWRITE');
      t.deepEqual(differing(await observe()), []);

      const told = written.filter(({ command, secret }) => command === 'CONFIG SET' && !secret);
      t.true(told.length > 100);
      await client.command(
        'CONFIG',
        'SET',
        ...told.flatMap((spec) => [spec.name, spec.default?.join(' ') ?? '']),
      );
      const keys = new Set(differing(await observe()).map((key) => key.split('/')[0]));
      t.deepEqual([...keys].toSorted(), told.map(({ name }) => name).toSorted());
    },
  );
}

function quoted({ type }: DirectiveSpec, value: string): string {
  return type.kind === 'bind-addresses' || type.kind === 'words' ? value : `"${value}"`;
}

/** What Sentinel tells, and what only its file does. */
const GROUP = `sentinel monitor m 127.0.0.1 6399 2
sentinel down-after-milliseconds m 5001
sentinel failover-timeout m 60001
sentinel parallel-syncs m 3
sentinel auth-pass m secret
sentinel master-reboot-down-after-period m 5002
sentinel announce-ip 127.0.0.1
sentinel deny-scripts-reconfig no
protected-mode no
maxclients 500
user ann on >secret +@read`;

for (const { version, server, real } of ENGINES) {
  real('what the file of a Sentinel makes run is no difference, also where Sentinel wrote it', async (t) => {
    const { client, observe } = await runProgram(t, 'sentinel', `${GROUP}\nloglevel warning`, server);
    const seen = await observe();
    t.is(seen.version, version);
    t.deepEqual(seen.strange, []);
    t.deepEqual(differing(seen), []);
    await client.command('SENTINEL', 'FLUSHCONFIG');
    t.deepEqual(differing(await observe()), []);
    const names = seen.running.document.map(({ name, args: [option] }) =>
      name === 'sentinel' ? option : name,
    );
    for (const name of ['monitor', 'auth-pass', 'announce-ip', 'deny-scripts-reconfig', 'maxclients', 'user'])
      t.true(names.includes(name), name);
    t.notRegex(inspect(seen, { depth: null }), /secret'/);
  });
}

const [eight] = ENGINES.filter(({ version }) => version === '8.0');
eight?.real('a line that Sentinel did not know is told by its name, once it is a comment', async (t) => {
  const { client, observe } = await runProgram(
    t,
    'sentinel',
    `${GROUP}\nno-such-thing a-secret`,
    eight.server,
  );
  await client.command('SENTINEL', 'FLUSHCONFIG');
  const { file } = await observe();
  t.deepEqual('leftOut' in file && file.leftOut, ['no-such-thing']);
});
