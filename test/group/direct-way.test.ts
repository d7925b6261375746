import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { directReach } from '../../src/group/direct-way.ts';
import { small } from '../_environment.ts';

test('a host is reached by its address', async (t) => {
  const environment = small();
  const [host] = environment.hosts;
  t.deepEqual(await directReach(environment).endpoint('one', 6379), { host: host?.address, port: 6379 });
});

test('a host that is not there is refused with the nearest name', async (t) => {
  await t.throwsAsync(directReach(small()).endpoint('on', 6379), {
    instanceOf: UserError,
    message: 'small has no host on; did you mean one?',
  });
});

test('files and programs are out of reach, with what that means and what to give', async (t) => {
  const reach = directReach(small());
  await t.throwsAsync(reach.exec('one', ['true']), {
    instanceOf: UserError,
    message:
      'no program can be run on one, whose ports alone are reached from here; give --jump, with a key that the host takes',
  });
  await t.throwsAsync(reach.read('one', '/usr/local/etc/redis/redis.conf'), {
    instanceOf: UserError,
    message:
      '/usr/local/etc/redis/redis.conf of one cannot be read, whose ports alone are reached from here, so what it says is not known; give --jump, with a key that the host takes',
  });
});
