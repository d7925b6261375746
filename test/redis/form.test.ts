import test from 'ava';
import { lineOf } from '../../src/redis/form.ts';
import { printDirective } from '../../src/redis/line.ts';
import { specOf } from './_catalogue.ts';

const lines: readonly [title: string, name: string, printed: string][] = [
  ['an option of a group names the group', 'failover-timeout', 'sentinel failover-timeout mymaster 1'],
  ['an option of Sentinel itself does not', 'announce-port', 'sentinel announce-port 1'],
  ['a directive that Redis has too stands alone', 'maxclients', 'maxclients 1'],
];

for (const [title, name, printed] of lines)
  test(title, (t) => {
    t.is(printDirective(lineOf(specOf(name, 'sentinel'), 'mymaster', ['1'], 'test')), printed);
  });
