import test from 'ava';
import { diff } from '../../../src/diff/compare.ts';
import { snapshotOf } from '../../../src/diff/snapshot.ts';
import { openSides } from '../../../src/diff/source/sides.ts';
import { openEnvironment } from '../../../src/register/open.ts';
import { TODAY } from '../_documents.ts';

const READERS = { versions: [undefined, undefined], program: undefined } as const;

test('what runs is a side that whoever can ask hosts opens, and is compared program by program', async (t) => {
  const { programs } = snapshotOf(await openEnvironment('lab'));
  const asked: string[] = [];
  const live = async (environment: string, label: string) => {
    asked.push(environment);
    return { name: 'lab', label, programs };
  };
  const { pairs } = await openSides('live:lab', 'lab', { ...READERS, live });
  t.deepEqual(asked, ['lab']);
  const { compared } = await diff(pairs, TODAY);
  t.like(compared[0], { name: 'lab', before: 'live:lab', after: 'lab', state: 'unchanged' });
});

test('where nobody can ask hosts, live: names no environment', async (t) => {
  await t.throwsAsync(openSides('live:lab', 'lab', READERS), { message: /live:lab/ });
});
