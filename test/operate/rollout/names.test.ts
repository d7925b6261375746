import test from 'ava';
import type { EnvironmentDefinition, UsersDefinition } from '../../../src/definition/environment.ts';
import { planRollout } from '../../../src/operate/rollout/plan.ts';
import { wellObserved, withRedis } from '../status/_observed.ts';
import { type Case, inputOf, MIXED, resolved, withDirectives } from './_input.ts';

const NEWER: EnvironmentDefinition = { ...MIXED, redis: { package: 'redis80' } };

const OPTIONAL = withUsers({ mode: 'optional' });

function withUsers(users: UsersDefinition): EnvironmentDefinition {
  return { ...NEWER, users };
}

function planOf(before: EnvironmentDefinition, after: EnvironmentDefinition, options: Partial<Case> = {}) {
  const told = withRedis(wellObserved(resolved(before)), 'data2', { priority: 50 });
  return planRollout(inputOf({ before, after, told: () => told, ...options }));
}

/** Where each step is, and what it begins with. */
function stepsOf({ steps }: ReturnType<typeof planOf>): readonly string[] {
  return steps.map(({ kind, hosts, what }) => `${kind} ${hosts.join(',')} ${what.split(/[,;:]/)[0]}`);
}

test('users come to servers first, the primary last of them, and then to each Sentinel, and no host is made anew', (t) => {
  const plan = planOf(NEWER, OPTIONAL);
  t.deepEqual(plan.refusals, []);
  t.deepEqual(stepsOf(plan), [
    ...['data3', 'data2', 'data1'].map((host) => `live ${host} ACL SETUSER of application`),
    ...['data1', 'data2', 'watch1', 'watch2', 'watch3'].map(
      (host) => `live ${host} ACL SETUSER of application`,
    ),
  ]);
  t.true(
    plan.steps.every(({ what }) => !what.includes('secret')),
    'no step shows a password',
  );
});

test('users are not required at once where there are none yet', (t) => {
  const { steps, refusals } = planOf(NEWER, withUsers({ mode: 'required' }));
  t.deepEqual(steps, []);
  t.deepEqual(refusals, [
    {
      why: 'nobody is to be let in without the name of a user, and the group has no users yet',
      remedy:
        "roll users.mode: 'optional' out first, have the clients log in by name, and roll this out then",
    },
  ]);
});

test('where users become required programs log in by name first, and then each server and each Sentinel closes, the primary after its replicas', (t) => {
  const plan = planOf(OPTIONAL, withUsers({ mode: 'required' }));
  t.deepEqual(plan.refusals, []);
  t.deepEqual(stepsOf(plan), [
    'live watch1,watch2,watch3,data3,data2,data1 programs of the group log in by name',
    ...['data3', 'data2', 'data1'].map(
      (host) => `live ${host} ACL SETUSER default reset off resetchannels +ping +psync +replconf`,
    ),
    ...['watch1', 'watch2', 'watch3', 'data2', 'data1'].map(
      (host) => `live ${host} ACL SETUSER default reset on nopass resetchannels -@all +sentinel|myid`,
    ),
  ]);
});

test('a requirement of users that was cut off goes on with the programs that are not closed yet, whatever of the group is in the middle', (t) => {
  const behind = (program: string): boolean => program === 'data1 redis' || program === 'data1 sentinel';
  const plan = planOf(OPTIONAL, withUsers({ mode: 'required' }), { behind, told: (well) => well });
  t.deepEqual(plan.refusals, []);
  t.deepEqual(
    stepsOf(plan).map((step) => step.split(' ').slice(0, 4).join(' ')),
    [
      'live watch1,watch2,watch3,data3,data2,data1 programs of',
      'live data1 ACL SETUSER',
      'live data1 ACL SETUSER',
    ],
  );
});

test('a requirement of users is not mixed with other changes', (t) => {
  const after = withDirectives(withUsers({ mode: 'required', more: { worker: {} } }), {
    'maxmemory-policy': 'allkeys-lru',
  });
  const { steps, refusals } = planOf(OPTIONAL, after);
  t.deepEqual(steps, []);
  t.deepEqual(refusals, [
    {
      why: 'users.mode required and other changes (maxmemory-policy, user/worker) are to be rolled out at once',
      remedy: 'roll users.mode out alone, and the rest before or afterwards',
    },
  ]);
});

test('a user with other rights keeps its passwords, one that comes gets that of the store, and one that goes is looked for among the clients', (t) => {
  const before = withUsers({ mode: 'required', more: { old: {} } });
  const after = withUsers({ mode: 'required', application: { keys: ['app:*'] }, more: { worker: {} } });
  const { steps, refusals } = planOf(before, after);
  t.deepEqual(refusals, []);
  const [first] = steps;
  t.is(
    first?.what,
    'ACL SETUSER of worker, with their rules and the hashes of their passwords; ACL SETUSER of application, with other rules and the passwords that they have; ACL DELUSER old; CONFIG REWRITE',
  );
  t.regex(first?.notice ?? '', /application may no longer use/);
});

test('users of a group that runs are not taken away, nor required no more', (t) => {
  for (const [before, after] of [
    [OPTIONAL, NEWER],
    [withUsers({ mode: 'required' }), OPTIONAL],
    [withUsers({ mode: 'required' }), NEWER],
  ] as const) {
    const { steps, refusals } = planOf(before, after);
    t.deepEqual(steps, []);
    t.deepEqual(
      refusals.map(({ why }) => why),
      [
        `programs of the group log in as users, and users.mode is to go back to ${after.users?.mode ?? 'off'}`,
      ],
    );
  }
});
