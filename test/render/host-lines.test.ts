import test from 'ava';
import { hostLines } from '../../src/render/host-lines.ts';
import { small } from '../_environment.ts';

function linesOf(environment = small(), name = 'two'): readonly string[] {
  const host = environment.hosts.find((each) => each.name === name);
  return host === undefined ? [] : hostLines(environment, host);
}

/** The lines that one has and the other has not. */
function without(these: readonly string[], those: readonly string[]): readonly string[] {
  return these.filter((line) => !those.includes(line));
}

test('a changed directive, quorum or member of the group is a line of its own', (t) => {
  const lines = linesOf(
    small({
      redis: { directives: { 'maxmemory-policy': 'allkeys-lru' } },
      sentinel: { quorum: 3 },
      waive: { 'quorum-unanimous': 'a test' },
    }),
  );
  t.deepEqual(without(lines, linesOf()), [
    'redis.conf: maxmemory-policy allkeys-lru',
    'sentinel.conf: sentinel quorum mymaster 3',
  ]);
  t.deepEqual(without(linesOf(), lines), ['sentinel.conf: sentinel quorum mymaster 2']);
});

test('who is primary at the first boot is in no line, and no secret is', (t) => {
  const { one, two } = {
    one: { roles: ['replica', 'sentinel'] },
    two: { roles: ['primary', 'sentinel'] },
  } as const;
  const moved = small({ hosts: { one, two, three: { roles: ['replica', 'sentinel'] } } });
  t.deepEqual(linesOf(moved), linesOf());
  t.true(linesOf().includes('redis.conf: masterauth {secret redis-password}'));
});
