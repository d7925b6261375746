import { testProp } from '@fast-check/ava';
import * as fc from 'fast-check';
import { formatTime } from '../../../src/base/times.ts';
import { dueAt } from '../../../src/lifecycle/ending/due.ts';
import { ownersIn } from '../../../src/lifecycle/owners.ts';
import type { CreatedEnvironment } from '../../../src/register/record.ts';
import { recordOf } from '../../register/_record.ts';

const NOW = new Date('2026-11-27T12:00:00Z');

const owner = fc.constantFrom('pr/1', 'pr/2', 'pr/3', 'team/a', 'ada', '/odd', 'pr/');

/** Environments whose time is over, or not, around now. */
const register = fc
  .array(fc.tuple(owner, fc.integer({ min: -5, max: 5 })), { maxLength: 12 })
  .map((all) => all.map(([who, seconds], at) => created(`one-${at}`, who, seconds)));

const list: fc.Arbitrary<readonly string[]> = fc.array(
  fc.constantFrom('pr/1', 'pr/2', 'pr/', 'team/', '# pr/3', ''),
);

function created(name: string, who: string, seconds: number): CreatedEnvironment {
  const expires = formatTime(NOW.getTime() + seconds * 1_000);
  return recordOf({ name, owner: who, created: '2026-11-27T04:00:00Z', expires });
}

testProp(
  'whose time is over is expired whatever the owners are, and nobody else is',
  [register, list],
  (t, all, lines) => {
    const { expired } = dueAt(all, NOW, ownersIn(lines.join('\n')));
    t.deepEqual(
      expired,
      all.filter(({ expires }) => expires <= formatTime(NOW.getTime())),
    );
  },
);

testProp('no environment is in both lists, and each is there once', [register, list], (t, all, lines) => {
  const { expired, orphaned } = dueAt(all, NOW, ownersIn(lines.join('\n')));
  const names = [...expired, ...orphaned].map(({ name }) => name);
  t.is(new Set(names).size, names.length);
});

testProp(
  'an owner who is listed, whose kind is not, or who has none, loses nothing before its time',
  [register, list],
  (t, all, lines) => {
    const orphaned = dueAt(all, NOW, ownersIn(lines.join('\n'))).orphaned.map((one) => one.owner);
    const kindIsListed = (who: string): boolean =>
      lines.some((line) => line.startsWith(`${who.split('/')[0]}/`));
    t.deepEqual(
      orphaned.filter((who) => lines.includes(who) || !kindIsListed(who) || !/^[a-z]+\//.test(who)),
      [],
    );
  },
);

testProp(
  'without a list of owners nothing is orphaned, and one more owner in it never orphans more of its kind',
  [register, list],
  (t, all, lines) => {
    t.deepEqual(dueAt(all, NOW, undefined).orphaned, []);
    const some = ['pr/', ...lines];
    const before = dueAt(all, NOW, ownersIn(some.join('\n'))).orphaned;
    const after = dueAt(all, NOW, ownersIn([...some, 'pr/3'].join('\n'))).orphaned;
    t.deepEqual(
      after,
      before.filter(({ owner: who }) => who !== 'pr/3'),
    );
  },
);
