import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { milliseconds } from '../../../src/base/units.ts';
import { Group } from '../../../src/group/group.ts';
import { parseJump } from '../../../src/group/ssh/jump-host.ts';
import { jumpReach } from '../../../src/group/ssh/jump-reach.ts';
import { Tunnel } from '../../../src/group/ssh/tunnel.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { parseAddress } from '../../../src/topology/ipv4.ts';
import { small } from '../../_environment.ts';
import { scratchFolder } from '../../cli/_run.ts';
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

/** The small environment at an address of the loopback, where Sentinels listen at a port. */
function loopback(port = 1, address = '127.0.0.2'): Environment {
  const environment = small();
  return {
    ...environment,
    hosts: environment.hosts.map((host) => ({ ...host, address: parseAddress(address) ?? host.address })),
    sentinel: { ...environment.sentinel, port },
  };
}

const PATIENCE = milliseconds(60_000);

async function open(t: ExecutionContext, jump = 'bastion'): Promise<Tunnel> {
  const tunnel = new Tunnel(parseJump(jump));
  t.teardown(() => tunnel[Symbol.dispose]());
  await tunnel.ready();
  return tunnel;
}

withSshd('programs are asked through the jump host, which forwards to them', async (t) => {
  const { endpoint } = await play(t, () => '+PONG\r\n');
  const environment = loopback('port' in endpoint ? endpoint.port : 0, '127.0.0.1');
  using group = new Group(jumpReach(await open(t), environment), environment);
  t.is(await group.sentinel('one').ask(['PING'], PATIENCE), 'PONG');
});

withSshd('what the jump host cannot reach does not answer', async (t) => {
  const environment = loopback();
  using group = new Group(jumpReach(await open(t), environment), environment);
  await t.throwsAsync(group.sentinel('one').ask(['PING'], PATIENCE), {
    message: 'Sentinel one does not answer',
  });
});

withSshd(
  'a program runs on a host as root, with words that no shell reads, its input and its variables',
  async (t) => {
    const reach = jumpReach(await open(t), loopback());
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
  const reach = jumpReach(await open(t), loopback());
  const { status } = await reach.exec('one', ['sleep', '600'], { timeout: milliseconds(100) });
  t.is(status, 137);
});

withSshd('a file is read as it is, and one that is not there is none', async (t) => {
  const reach = jumpReach(await open(t), loopback());
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
      'the hosts cannot be reached through stranger (Host key verification failed.), so nothing is known of them; see that ssh stranger logs in without a question',
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

withSshd('several jump hosts are gone through one after the other', async (t) => {
  const tunnel = await open(t, `bastion,ec2-user@127.0.0.2:${sshd?.port}`);
  t.is((await jumpReach(tunnel, loopback()).exec('one', ['echo', 'hi'])).stdout, 'hi\n');
});

withSshd('what is closed has no process and no socket left, and says so', async (t) => {
  const tunnel = await open(t);
  const reach = jumpReach(tunnel, loopback());
  const endpoint = await reach.endpoint('one', 1);
  const path = 'path' in endpoint ? endpoint.path : '';
  t.true(existsSync(path));
  t.is(statSync(dirname(path)).mode & 0o777, 0o700);
  tunnel[Symbol.dispose]();
  t.false(existsSync(dirname(path)));
  await t.throwsAsync(reach.endpoint('two', 1), { instanceOf: UserError, message: /\(it is closed\)/ });
});
