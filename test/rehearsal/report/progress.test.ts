import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { RehearsalStatus } from '../../../src/rehearsal/report/progress.ts';

const SECOND = 1_000;

const left = (rounds: number, seconds: number) =>
  ({ kind: 'left', rounds, time: milliseconds(seconds * SECOND) }) as const;

test('the last line says how many rounds are done, how long the others take, and what is done in which drill', (t) => {
  const status = new RehearsalStatus(0);
  t.is(status.lineAt(0), '');
  status.hear(left(4, 80), 0);
  status.hear({ kind: 'step', drill: undefined, text: 'lab: 4 hosts are booting' }, 0);
  t.is(status.lineAt(5 * SECOND), '0 of 4, about 75 s left; lab: 4 hosts are booting');
  status.hear({ kind: 'step', drill: 'kill-primary', text: 'Redis of ns killed' }, 10 * SECOND);
  t.is(status.lineAt(20 * SECOND), '0 of 4, about 60 s left; kill-primary: Redis of ns killed');
});

test('what is left is forecast to take as long as what is done did, and nothing is said once that is over', (t) => {
  const status = new RehearsalStatus(0);
  status.hear(left(4, 80), 0);
  status.hear(left(3, 60), 40 * SECOND);
  t.is(status.lineAt(40 * SECOND), '1 of 4, about 2 min left');
  t.is(status.lineAt(70 * SECOND), '1 of 4, about 90 s left');
  t.is(status.lineAt(160 * SECOND), '1 of 4');
});

test('what was done last in a drill that ended is not what is done now', (t) => {
  const status = new RehearsalStatus(0);
  status.hear(left(2, 40), 0);
  status.hear({ kind: 'step', drill: 'kill-primary', text: 'looks for every write' }, 20 * SECOND);
  const record = { drill: 'kill-primary', story: '', verdict: 'held', because: '', rounds: [] } as const;
  status.hear({ kind: 'ended', record }, 21 * SECOND);
  status.hear(left(1, 20), 21 * SECOND);
  t.is(status.lineAt(21 * SECOND), '1 of 2, about 21 s left');
});

test('nothing is said where nothing is left', (t) => {
  const status = new RehearsalStatus(0);
  status.hear(left(1, 20), 0);
  status.hear({ kind: 'step', drill: 'kill-primary', text: 'looks for every write' }, 20 * SECOND);
  status.hear(left(0, 0), 21 * SECOND);
  t.is(status.lineAt(21 * SECOND), '');
});
