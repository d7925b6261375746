import { testProp } from '@fast-check/ava';
import test from 'ava';
import { isRehearsal } from '../../src/rehearsal/record-schema.ts';
import { allShipped, shipped } from '../_environment.ts';
import { anyRehearsal } from './_arbitrary-record.ts';
import { madeRehearsal } from './_made-record.ts';

function written(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

testProp('what a rehearsal is written as is of its form', [anyRehearsal], (t, rehearsal) => {
  t.true(isRehearsal(written(rehearsal)));
});

test('the records of shipped environments are of the form, with their settings', async (t) => {
  for (const environment of await allShipped()) {
    const rehearsal = madeRehearsal(environment);
    t.true(isRehearsal(written(rehearsal)));
    t.is(rehearsal.settings['sentinel.quorum'], String(environment.sentinel.quorum));
    t.false(Object.keys(rehearsal.settings).some((field) => field.startsWith('aws.')));
  }
});

/** What a record may not be, by what is changed. */
const WRONG: Readonly<Record<string, object>> = {
  'a field more': { more: 1 },
  'a number for a text': { environment: 1 },
  'no time': { began: 'yesterday' },
  'a negative part': { shard: { of: 2, parts: [-1] } },
  'a field less': { drills: undefined },
};

for (const [what, change] of Object.entries(WRONG))
  test(`a record with ${what} is none`, async (t) => {
    t.false(isRehearsal(written({ ...madeRehearsal(await shipped('lab')), ...change })));
  });
