import { readFileSync } from 'node:fs';
import { testProp } from '@fast-check/ava';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { allShipped } from '../_environment.ts';
import { vedetteInOne as vedette } from '../cli/_in-one.ts';
import { anyFile, diffOf, fileOf } from './_documents.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../src/diff/schema/diff.schema.json', import.meta.url), 'utf8'),
);
const isValid = new Ajv2020({ allErrors: true }).compile(schema);

testProp('the diff of any two files is of the schema', [anyFile, anyFile], async (t, a, b) => {
  const diff = await diffOf(fileOf(a.one), fileOf(b.one));
  t.true(isValid({ formatVersion: 2, command: 'diff', ...diff }), JSON.stringify(isValid.errors));
});

test('the diff of any two shipped environments is of the schema', async (t) => {
  const snapshots = (await allShipped()).map((environment) => snapshotOf(environment));
  for (const before of snapshots)
    for (const after of snapshots) {
      const diff = await diffOf(before, after);
      t.true(isValid({ formatVersion: 2, command: 'diff', ...diff }), JSON.stringify(isValid.errors));
    }
});

test('what the command prints is of the schema', async (t) => {
  const { stdout } = await vedette(['diff', 'lab', 'quorum', '--format', 'json']);
  t.true(isValid(JSON.parse(stdout)), JSON.stringify(isValid.errors));
});

test('a change without any value is not of the schema', (t) => {
  const change = {
    area: 'settings',
    key: 'hz',
    impact: 'live',
    means: 'deploy',
    security: false,
    individual: false,
    places: [],
  };
  t.false(
    isValid({
      formatVersion: 2,
      command: 'diff',
      compared: [],
      changes: [change],
      notes: [],
      impact: 'live',
      summary: '',
    }),
  );
});
