import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { checkRequirements, type Machine } from '../../src/local/requirements.ts';

const complete: Machine = { platform: 'linux', uid: 0, missingCapabilities: [], has: () => true };

test('a Linux machine with root and all programs may be a cloud', (t) => {
  t.notThrows(() => checkRequirements(complete));
});

test('another system is named in one sentence', (t) => {
  t.throws(() => checkRequirements({ ...complete, platform: 'darwin' }), {
    instanceOf: UserError,
    message: 'hosts on this machine need Linux, this is darwin; use a Linux machine or container',
  });
});

test('without root the user is named in one sentence', (t) => {
  t.throws(() => checkRequirements({ ...complete, uid: 1000 }), {
    instanceOf: UserError,
    message: 'hosts on this machine need root, this is user 1000; run the command with sudo',
  });
});

test('root that is not allowed enough is told what it lacks in one sentence', (t) => {
  t.throws(() => checkRequirements({ ...complete, missingCapabilities: ['CAP_SYS_ADMIN'] }), {
    instanceOf: UserError,
    message:
      'hosts on this machine need CAP_SYS_ADMIN, which this root has not got; run it outside the container, or give the container more (docker run --privileged)',
  });
});

test('every missing program is named, and each package once', (t) => {
  const missing = ['ip', 'unshare', 'nsenter', 'redis-cli'];
  t.throws(() => checkRequirements({ ...complete, has: (program) => !missing.includes(program) }), {
    instanceOf: UserError,
    message:
      'hosts on this machine need ip, unshare, nsenter, redis-cli, not installed; run: apt-get install iproute2 util-linux redis-tools',
  });
});
