import test from 'ava';
import type { ClientEvent } from '../../../src/rehearsal/writers/event.ts';
import { writeOnce } from '../../../src/rehearsal/writers/write.ts';

test('a write that is answered once what is kept was read is not told as acknowledged, and so never counts as lost', async (t) => {
  for (const isLate of [false, true]) {
    const events: ClientEvent[] = [];
    const over = new AbortController();
    const written = writeOnce(
      {
        open: { write: async () => ({ value: 7, from: undefined }) },
        id: 7,
        over: over.signal,
        tell: (event) => events.push(event),
      },
      { hosts: {} },
      { client: 'node-redis 1' },
    );
    if (isLate) over.abort();
    await written;
    t.deepEqual(
      events.map(({ kind }) => kind),
      isLate ? ['sent'] : ['sent', 'acknowledged'],
    );
  }
});
