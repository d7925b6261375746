import { testProp } from '@fast-check/ava';
import { snapshotOf } from '../../../src/diff/snapshot.ts';
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
