import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { textIfThere } from '../../../src/base/files.ts';
import { milliseconds } from '../../../src/base/units.ts';
import { openGroup } from '../../../src/cli/reach-options.ts';
import { Group } from '../../../src/group/group.ts';
import { groupHealth } from '../../../src/group/health.ts';
import { parseJump } from '../../../src/group/ssh/jump-host.ts';
import { jumpReach } from '../../../src/group/ssh/jump-reach.ts';
import { Tunnel } from '../../../src/group/ssh/tunnel.ts';
import { DRILLS, type Register } from '../../_needs.ts';
import { ROOT, scratchFolder } from '../../cli/_run.ts';
import { PASSWORD, runGroup } from '../../operate/_processes.ts';
import { loopback } from '../_loopback.ts';
import { play } from '../_program.ts';
import { type Sshd, startSshd, withSshd } from './_sshd.ts';

const folder = scratchFolder('jump');
let sshd: Sshd | undefined;
test.before('a server', async () => {
  sshd = await startSshd(folder);
});
test.after.always('the server ends', () => {
  sshd?.process.kill('SIGKILL');
});

/** The server listens there too, as a host behind the jump host. */
const HOST = '127.0.0.2';

/** What `npm run drills` has beside the others. */
const drill: Register = DRILLS ? withSshd : () => undefined;

const PATIENCE = milliseconds(60_000);

async function open(t: ExecutionContext, jump = 'bastion'): Promise<Tunnel> {
  const tunnel = new Tunnel(parseJump(jump));
  t.teardown(() => tunnel[Symbol.dispose]());
  await tunnel.ready();
  return tunnel;
}

withSshd('programs are asked through the jump host, which forwards to them', async (t) => {
  const { endpoint } = await play(t, () => '+PONG\r\n');
  const environment = loopback('port' in endpoint ? endpoint.port : 0);
  using group = new Group(jumpReach(await open(t), environment), environment);
  t.is(await group.sentinel('one').ask(['PING'], PATIENCE), 'PONG');
});

withSshd('what the jump host cannot reach does not answer', async (t) => {
  const environment = loopback(1, HOST);
  using group = new Group(jumpReach(await open(t), environment), environment);
  await t.throwsAsync(group.sentinel('one').ask(['PING'], PATIENCE), {
    message: 'Sentinel one does not answer',
  });
});

withSshd(
  'a program runs on a host as root, with words that no shell reads, its input and its variables',
  async (t) => {
    const reach = jumpReach(await open(t), loopback(1, HOST));
    const words = ["it's", '$(id)', '`id`', '"', '\\', 'a\nb', '*', '', '-n', 'ü'];
    t.deepEqual(await reach.exec('one', ['printf', '[%s]', ...words]), {
      status: 0,
      stdout: words.map((word) => `[${word}]`).join(''),
    });
    t.is((await reach.exec('one', ['id', '-un'])).stdout, 'root\n');
    t.deepEqual(
      await reach.exec('one', ['sh', '-c', 'printf "%s|" "$A" "$B"; cat; exit 3'], {
        env: { A: ' x $y\\', B: '' },
        input: 'given\n',
      }),
      { status: 3, stdout: ' x $y\\||given\n' },
    );
  },
);

withSshd('a program that runs longer than its time is killed', async (t) => {
  const reach = jumpReach(await open(t), loopback(1, HOST));
  const { status } = await reach.exec('one', ['sleep', '600'], { timeout: milliseconds(100) });
  t.is(status, 137);
});

withSshd('a file is read as it is, and one that is not there is none', async (t) => {
  const reach = jumpReach(await open(t), loopback(1, HOST));
  writeFileSync(join(folder, '-a file'), 'one\ntwo', { mode: 0o600 });
  t.is(await reach.read('one', join(folder, '-a file')), 'one\ntwo');
  t.is(await reach.read('one', join(folder, 'nowhere')), undefined);
  await t.throwsAsync(reach.read('one', folder), {
    instanceOf: UserError,
    message:
      /^\S+ of one cannot be read \(cat: .*: Is a directory\), so what it says is not known; look at it on the host$/,
  });
});

withSshd('a jump host whose key is not known is not logged in to', async (t) => {
  await t.throwsAsync(open(t, 'stranger'), {
    instanceOf: UserError,
    message:
      'the hosts cannot be reached through stranger (Host key verification failed.), so nothing is known of them; see that ssh logs in to stranger without a question',
  });
});

withSshd('a user whom the jump host does not let in is told so', async (t) => {
  await t.throwsAsync(open(t, 'nobody@bastion'), {
    message:
      /^the hosts cannot be reached through nobody@bastion \(nobody@127\.0\.0\.1: Permission denied \(publickey.*\)\.\), so nothing is known/,
  });
});

withSshd(
  'a host that does not take the key keeps its files, and its ports are reached all the same',
  async (t) => {
    const reach = jumpReach(await open(t), loopback(1, '127.0.0.9'));
    await t.throwsAsync(reach.read('one', '/etc/passwd'), {
      instanceOf: UserError,
      message:
        /^files and programs of one are out of reach \(.*\), so nothing is known of them; see that ssh logs in to ec2-user@127\.0\.0\.9 through the jump host without a question$/,
    });
    t.true('path' in (await reach.endpoint('one', 1)));
  },
);

withSshd('a host to which the configuration has a way of its own is come to by that', async (t) => {
  const reach = jumpReach(await open(t), loopback(1, '127.0.0.3'));
  t.is((await reach.exec('one', ['echo', 'hi'])).stdout, 'hi\n');
  t.true(existsSync(join(folder, 'own-way')));
});

drill('several jump hosts are gone through one after the other', async (t) => {
  const tunnel = await open(t, `bastion,ec2-user@127.0.0.2:${sshd?.port}`);
  t.is((await jumpReach(tunnel, loopback(1, HOST)).exec('one', ['echo', 'hi'])).stdout, 'hi\n');
});

withSshd('what is closed has no process and no socket left, and says so', async (t) => {
  const tunnel = await open(t);
  const reach = jumpReach(tunnel, loopback(1, HOST));
  const endpoint = await reach.endpoint('one', 1);
  const path = 'path' in endpoint ? endpoint.path : '';
  t.true(existsSync(path));
  t.is(statSync(dirname(path)).mode & 0o777, 0o700);
  tunnel[Symbol.dispose]();
  t.false(existsSync(dirname(path)));
  await t.throwsAsync(reach.endpoint('two', 1), { instanceOf: UserError, message: /\(it is closed\)/ });
});

drill('a whole group is asked through the jump host as it is asked by addresses', async (t) => {
  const { environment } = await runGroup(t);
  const file = join(folder, 'password');
  writeFileSync(file, PASSWORD, { mode: 0o600 });
  using direct = await openGroup(environment, { 'password-file': file });
  using jumping = await openGroup(environment, { jump: 'bastion', 'password-file': file });
  t.is(jumping.how, 'through bastion');
  t.deepEqual((await groupHealth(jumping.group)).problems, []);
  t.deepEqual(await groupHealth(jumping.group), await groupHealth(direct.group));
});

/** A process that holds a tunnel open, and the folder of its sockets. */
async function hold(t: ExecutionContext): Promise<{ readonly child: ChildProcess; readonly path: string }> {
  const child = spawn(
    process.execPath,
    ['-r', './test/_typescript.cjs', '-e', "require('./test/group/ssh/_hold.ts')", 'bastion'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.teardown(() => child.kill('SIGKILL'));
  const [socket] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')]);
  return { child, path: dirname(String(socket)) };
}

/** Whether a process runs that was told a path. */
function isUsed(path: string): boolean {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.some((pid) => (textIfThere(`/proc/${pid}/cmdline`) ?? '').includes(path));
}

for (const signal of DRILLS ? (['SIGINT', 'SIGTERM', 'SIGKILL'] as const) : (['SIGINT'] as const))
  withSshd(`a process that ends by ${signal} leaves no ssh behind`, async (t) => {
    const { child, path } = await hold(t);
    t.true(isUsed(path));
    child.kill(signal);
    t.deepEqual(await once(child, 'exit'), [null, signal]);
    while (isUsed(path)) await sleep(20);
    if (signal !== 'SIGKILL') t.false(existsSync(path));
    rmSync(path, { recursive: true, force: true });
  });
