/** OpenSSH's own server on this machine, and a client whose configuration is that of a test alone. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../_free-port.ts';
import { needs, type Register } from '../../_needs.ts';
import { ROOT } from '../../cli/_run.ts';

const UNPACKED = join(ROOT, 'tmp/sshd');
const SERVER = join(UNPACKED, 'usr/sbin/sshd');

/** Registers tests that need it: it has users of its own, which takes root. */
export const withSshd: Register = needs('root', 'ssh', existsSync(SERVER) ? SERVER : 'sshd');

/** A server that runs until the tests of the file are over. */
export interface Sshd {
  /** What belongs to it and to the client. */
  readonly folder: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** What it has written, such as who logged in. */
  log(): string;
}

/** ec2-user and root as FreeBSD's images have them: one is in wheel, the other has no password. */
const USERS = {
  passwd: (home: string) =>
    `root:x:0:0::/root:/bin/sh\nsshd:x:100:65534::/nonexistent:/usr/sbin/nologin\nec2-user:x:1001:1001::${home}:/bin/sh\n`,
  group: () => 'root:x:0:\nwheel:x:10:ec2-user\nec2-user:x:1001:\nnogroup:x:65534:\n',
  shadow: () => 'root::19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\nec2-user:*:19000:0:99999:7:::\n',
};

/**
 * Starts it on a free port of the loopback, with a key that it takes for each of its users.
 *
 * @param folder an empty one
 */
export async function startSshd(folder: string): Promise<Sshd> {
  // The user of a login reads its keys there.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'home'));
  for (const key of ['host', 'user'])
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
  for (const [file, text] of Object.entries(USERS))
    writeFileSync(join(folder, file), text(join(folder, 'home')));
  const port = await freePort();
  writeFileSync(join(folder, 'sshd_config'), serverConfig(folder, port));
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'unshare'],
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      join(ROOT, 'test/group/ssh/_sshd.sh'),
      folder,
      UNPACKED,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  writeClient(folder, port);
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${log}`);
    await sleep(20);
  }
  return { folder, port, process: child, log: () => log };
}

function serverConfig(folder: string, port: number): string {
  return [
    'ListenAddress 127.0.0.1',
    'ListenAddress 127.0.0.2',
    `Port ${port}`,
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/user.pub`,
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    'MaxStartups 100',
    '',
  ].join('\n');
}

/** A client that everything in this process finds first: it knows the server, as `bastion` and as the host 127.0.0.2. */
function writeClient(folder: string, port: number): void {
  const key = readFileSync(join(folder, 'host.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  const known = ['127.0.0.1', '127.0.0.2'].map((address) => `[${address}]:${port} ${key}\n`);
  writeFileSync(join(folder, 'known_hosts'), known.join(''));
  const config = `Host bastion stranger
  HostName 127.0.0.1
  User ec2-user
Host stranger
  UserKnownHostsFile none
Host 127.0.0.3
  HostName 127.0.0.2
  ProxyCommand sh -c 'touch ${folder}/own-way && exec ssh -W %h:%p bastion'
Host *
  Port ${port}
  IdentityFile ${folder}/user
  IdentitiesOnly yes
  UserKnownHostsFile ${folder}/known_hosts
  GlobalKnownHostsFile none
  LogLevel INFO
`;
  writeFileSync(join(folder, 'ssh_config'), config);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const ssh = spawnSync('sh', ['-c', 'command -v ssh'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec ${ssh} -F ${folder}/ssh_config "$@"\n`, { mode: 0o755 });
  env.PATH = `${bin}:${env.PATH}`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
