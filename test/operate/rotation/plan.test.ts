import test from 'ava';
import { RefusedError } from '../../../src/base/errors.ts';
import type { StoredValues } from '../../../src/group/password-store.ts';
import { chosenAccounts } from '../../../src/operate/rotation/account.ts';
import type { RotationLook } from '../../../src/operate/rotation/look.ts';
import { type Direction, planRotation } from '../../../src/operate/rotation/plan.ts';
import { hashOf } from '../../../src/redis/password.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { THREE } from '../_processes.ts';

const ENVIRONMENT = resolveEnvironment(THREE, 'stacks/three.ts');

const [OF_THE_GROUP] = chosenAccounts(ENVIRONMENT, undefined);

/** A host that lets some passwords in, and logs in with one. */
function host(
  lets: readonly string[],
  masterauth: string,
  requirepass = lets[0] ?? '',
): Pick<RotationLook, 'doors' | 'hosts'> {
  return {
    doors: [{ host: 'one', program: 'redis', lets: lets.map(hashOf) }],
    hosts: [{ host: 'one', isPrimary: true, isLinked: true, requirepass, masterauth }],
  };
}

function stored(current: string, previous?: string, pending?: string): StoredValues {
  return { current, previous, pending };
}

function planned(
  values: StoredValues,
  login: ReturnType<typeof host>,
  direction: Direction = 'on',
  account = OF_THE_GROUP,
) {
  if (account === undefined) throw new Error('there is no password');
  const { to, steps } = planRotation(
    ENVIRONMENT,
    account,
    { stored: values, ...login, scripts: [], blind: [] },
    direction,
  );
  return [to, ...steps.map(({ what }) => what.split(' ')[0])];
}

const NEW = [undefined, 'lay', 'let', 'make', 'CONFIG', 'SENTINEL'];

test('a new password is made where one is let in alone, whatever the store remembers', (t) => {
  t.deepEqual(planned(stored('a'), host(['a'], 'a')), NEW);
  t.deepEqual(planned(stored('b', 'a', 'b'), host(['b'], 'b')), NEW);
  t.deepEqual(planned(stored('a', 'b', 'b'), host(['a'], 'a')), NEW);
});

test('a rotation that was cut off is gone on with where it was', (t) => {
  t.deepEqual(planned(stored('a', undefined, 'b'), host(['a'], 'a')), [
    'b',
    'let',
    'make',
    'CONFIG',
    'SENTINEL',
  ]);
  t.deepEqual(planned(stored('a', undefined, 'b'), host(['a', 'b'], 'a')), [
    'b',
    'make',
    'CONFIG',
    'SENTINEL',
  ]);
  t.deepEqual(planned(stored('b', 'a', 'b'), host(['a', 'b'], 'a')), ['b', 'CONFIG', 'SENTINEL']);
  t.deepEqual(planned(stored('b', 'a', 'b'), host(['a', 'b'], 'b')), ['b', 'SENTINEL']);
});

test('a password that Terraform has put into the store is brought to the hosts', (t) => {
  t.deepEqual(planned(stored('b', 'a'), host(['a'], 'a')), ['b', 'let', 'CONFIG', 'SENTINEL']);
  t.deepEqual(planned(stored('c', 'b', 'b'), host(['b'], 'b')), ['c', 'let', 'CONFIG', 'SENTINEL']);
});

test('a rotation goes back to what it came from, and a cut there is gone on with', (t) => {
  t.deepEqual(planned(stored('a', 'z', 'b'), host(['a', 'b'], 'a'), 'back'), ['a', 'lay', 'SENTINEL']);
  t.deepEqual(planned(stored('b', 'a', 'b'), host(['a', 'b'], 'b'), 'back'), [
    'a',
    'make',
    'CONFIG',
    'SENTINEL',
  ]);
  t.deepEqual(planned(stored('a', 'b', 'b'), host(['a', 'b'], 'b')), ['a', 'CONFIG', 'SENTINEL']);
  t.deepEqual(planned(stored('a', 'z', 'a'), host(['a', 'b'], 'a')), ['a', 'SENTINEL']);
});

test('what is not begun is neither taken back nor ended, and no client can have what is not in the store', (t) => {
  const over = host(['a'], 'a');
  t.throws(() => planned(stored('a', 'z', 'a'), over, 'back'), { instanceOf: RefusedError });
  t.throws(() => planned(stored('a'), over, 'end'), { instanceOf: RefusedError });
  t.throws(() => planned(stored('a', undefined, 'b'), host(['a', 'b'], 'a'), 'end'), {
    instanceOf: RefusedError,
    message:
      '--clients-moved: the store of three has no password that clients could have moved to; begin with vedette rotate three',
  });
  t.deepEqual(planned(stored('b', 'a', 'b'), host(['a', 'b'], 'b'), 'end'), ['b', 'SENTINEL']);
});

test('what has ended is ended again by nothing, as whoever was cut off behind the last step cannot know', (t) => {
  t.deepEqual(planned(stored('b', 'a', 'b'), host(['b'], 'b'), 'end'), ['b']);
});
