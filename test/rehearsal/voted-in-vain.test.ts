import test from 'ava';
import { hasVotedInVain } from '../../src/rehearsal/vain-failover.ts';

const VOTE = '1:X 27 Nov +vote-for-leader 46e5a95 3';

for (const [log, isInVain] of [
  [['+monitor master lab 10.0.0.30 6379 quorum 1'], false],
  [['+monitor master', VOTE, '-failover-abort-no-good-slave master lab'], true],
  [['+monitor master', VOTE, '+switch-master lab 10.0.0.30 6379 10.0.0.51 6379'], false],
  [['+monitor master', VOTE, '+switch-master lab', VOTE, '-failover-abort-not-elected'], true],
  [['+monitor master', VOTE, '-failover-abort-not-elected', '+reset-master master lab'], false],
  [['+monitor master', VOTE, '+monitor master lab 10.0.0.51 6379 quorum 1'], false],
  [[], false],
] as const)
  test(`a Sentinel that logged ${log.map((line) => line.replace(/^.*?([+-][a-z-]+).*$/, '$1')).join(', ') || 'nothing'} ${isInVain ? 'waits with' : 'is free for'} its next failover`, (t) => {
    t.is(hasVotedInVain(log.join('\n')), isInVain);
  });
