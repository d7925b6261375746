import test from 'ava';
import { readState } from '../../../src/lifecycle/terraform/state-json.ts';

/** As Terraform 1.11.4 prints one. */
function printed(serial: number, lineage: string): string {
  return JSON.stringify({
    ...{ version: 4, terraform_version: '1.11.4', serial, lineage },
    ...{ outputs: {}, resources: [], check_results: null },
  });
}

test('a state that was never written is none, in a file and in a bucket', (t) => {
  for (const text of ['', '\n', printed(0, '')]) t.is(readState(text), undefined);
});

test('a state of which nothing is left is one still', (t) => {
  t.like(readState(printed(9, 'd2a7')), { serial: 9, lineage: 'd2a7', resources: [] });
});

test('a state of another form is told, and never taken for none', (t) => {
  t.throws(() => readState('{"version":5}'), { message: /has a form that vedette does not know/ });
});
