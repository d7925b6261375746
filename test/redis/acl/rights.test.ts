import { fc } from '@fast-check/ava';
import test from 'ava';
import { commandsOf } from '../../../src/redis/acl/commands.ts';
import { contextAlone } from '../../../src/redis/acl/context.ts';
import { changedRights, rightsOf } from '../../../src/redis/acl/rights.ts';
import { leavesOf } from '../../../src/redis/acl/selector.ts';
import { canonicalRules } from '../../../src/redis/acl/user.ts';
import { withServer } from '../../_redis.ts';
import { ENGINES } from '../_engines.ts';
import { callable } from './_callable.ts';

const CONTEXT = contextAlone('7.0');

function changed(before: string, after: string) {
  const [from, to] = [before, after].map((rules) => rightsOf(rules.split(' '), CONTEXT));
  return changedRights(from, to, CONTEXT);
}

const gained: readonly [before: string, after: string, gains: readonly string[]][] = [
  ['on +get', 'on +get +flushall +flushdb', ['run FLUSHALL, FLUSHDB (@dangerous)']],
  ['on +@all -@dangerous', 'on +@all', ['run all of @dangerous']],
  ['on', 'on +@all', ['run every command']],
  ['on', 'on +@all -@dangerous', ['run all that is not @dangerous', 'run commands of modules']],
  ['on', 'on +@all -@dangerous -get', ['run all that is not @dangerous but GET', 'run commands of modules']],
  ['on', 'on +@geo +get', ['run all of @geo and GET']],
  ['on', 'on +config|get +ping', ['run CONFIG GET (@dangerous) and PING']],
  ['on', 'on +select|0', ['run what +select|0 names']],
  ['on ~a', 'on ~a ~b', ['use keys b']],
  ['on ~a', 'on ~a %R~b', ['read keys b']],
  ['on %R~a', 'on ~a', ['write keys a']],
  ['on ~a', 'on ~*', ['use all keys']],
  ['on ~app:*', 'on ~app:* ~app:x', []],
  ['on ~*', 'on ~a', []],
  ['on &a', 'on &a &b', ['use channels b']],
  ['on', 'on &*', ['use all channels']],
  ['on +get', 'on +get (+set ~a)', ['do what (~a resetchannels -@all +set) allows']],
  ['off +get', 'on +get', ['log in', 'run GET']],
  ['on >a', 'on nopass', ['log in without a password']],
  ['on >a', 'on >a >b', ['log in with one more password']],
  ['on >a', 'on >b', []],
  ['off', 'off +@all nopass', []],
];

for (const [before, after, gains] of gained)
  test(`from ${before} to ${after} a user gains ${JSON.stringify(gains)}, and loses it on the way back`, (t) => {
    t.deepEqual(changed(before, after).gains, gains);
    t.deepEqual(
      changed(after, before).losses,
      before.startsWith('off') && after.startsWith('on') ? ['log in'] : gains,
    );
  });

const anyRule = fc.constantFrom(
  ...['+@read', '-@read', '+@write', '-@dangerous', '+@admin', '-@slow', '+@fast', '-@keyspace', '+@all'],
  ...['-@all', '+get', '-get', '+config', '-config|get', '+config|get', '+select|0', '+select', '-client'],
  ...['~a', '%R~b', '&c', 'allchannels', 'resetkeys', '(+get ~a)', '>x', 'nopass', 'on', 'off'],
);
const anyRules = fc.array(anyRule, { maxLength: 8 }).filter((rules) => isTaken(rules));

test('what is equal in the canonical form is no change, and what differs in it while the user is on is one', async (t) => {
  await fc.assert(
    fc.asyncProperty(anyRules, anyRules, async (one, other) => {
      const [from, to] = [one, other].map((rules) => rightsOf(['on', ...rules, 'on'], CONTEXT));
      const [a, b] = [one, other].map((rules) => canonicalRules(['on', ...rules, 'on'], CONTEXT).join(' '));
      const { gains, losses } = changedRights(from, to, CONTEXT);
      t.deepEqual(changedRights(from, from, CONTEXT), { gains: [], losses: [] });
      if (a === b) t.deepEqual([...gains, ...losses], []);
      else t.true(gains.length + losses.length > 0, `${a} and ${b}`);
    }),
    { numRuns: 200 },
  );
});

/** What everybody may call, whoever they are (redis acl.c, CMD_NO_AUTH). */
const FREE: ReadonlySet<string> = new Set(['auth', 'hello', 'quit', 'reset']);

/** The last and newest of those that are here. */
for (const { version, server, real } of ENGINES.slice(-1))
  real('a user may run what the server lets it run', async (t) => {
    const context = { ...CONTEXT, version };
    const leaves = leavesOf(commandsOf(version, 'redis')).filter((name) => !FREE.has(name));
    await withServer(
      '',
      async (client) => {
        for (const rules of fc.sample(anyRules, { numRuns: 8, seed: 11 })) {
          const own = rules.filter((rule) => /^[+-]/.test(rule) && !rule.includes('select|'));
          await client.command('ACL', 'SETUSER', 'one', 'reset', '~*', '&*', ...own);
          const known = rightsOf(own, context).commands;
          t.deepEqual(
            await callable(client, 'one', leaves),
            leaves.filter((name) => known.has(name)),
            own.join(' '),
          );
        }
      },
      server,
    );
  });

function isTaken(rules: readonly string[]): boolean {
  try {
    canonicalRules(rules, CONTEXT);
    return true;
  } catch {
    return false;
  }
}
