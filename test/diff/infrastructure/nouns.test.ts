import { testProp } from '@fast-check/ava';
import test from 'ava';
import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import { keyOfTrigger } from '../../../src/diff/infrastructure/words.ts';
import { snapshotOf } from '../../../src/diff/snapshot.ts';
import { allShipped } from '../../_environment.ts';
import { diffOf } from '../_documents.ts';
import { anyPair } from './_definitions.ts';

/** What only those say who read a stack: references, types of resources, and values that Terraform does not know yet. */
const OF_TERRAFORM = /\$\{|\baws_|\bdata\.|known after|prevent_destroy|_[a-z]+\.[a-z]/;

/** A command to be typed names resources as Terraform does. */
const COMMAND = /terraform apply .*$/;

testProp(
  'no row and no sentence names a resource as Terraform does',
  [anyPair],
  async (t, [before, after]) => {
    const { changes, summary } = await diffOf(snapshotOf(before), snapshotOf(after));
    const rows = changes.map(({ key, before: from, after: to, note }) =>
      [key, from?.raw, to?.raw, note?.replace(COMMAND, '')].join(' | '),
    );
    for (const text of [...rows, summary]) t.notRegex(text, OF_TERRAFORM);
  },
  { numRuns: 15 },
);

test('whatever replaces something in a stack is told by the name of a field', async (t) => {
  const stacks = (await allShipped()).map(synthesizedStack);
  const triggers = new Set(
    stacks
      .flatMap((stack) => [...JSON.stringify(stack).matchAll(/"replace_triggered_by":(\[.*?\])/g)])
      .flatMap(([, list = '']): readonly string[] => JSON.parse(list)),
  );
  t.true(triggers.size > 0);
  t.deepEqual(
    [...triggers].filter((trigger) => keyOfTrigger(trigger) === trigger),
    [],
  );
});
