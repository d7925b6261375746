import { fc } from '@fast-check/ava';
import test from 'ava';
import { ANY_NAME } from '../../../src/definition/field.ts';
import { definitionFields } from '../../../src/definition/fields.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { anyPair } from './_definitions.ts';

const PAIRS = fc.sample(anyPair, { numRuns: 500, seed: 1 });

/** No stack is made of these: two environments are compared as if they had one name, and waivers only silence rules. */
const NOT_IN_STACKS = ['name', 'waive'];

test('every field that reaches a stack differs in three of a hundred pairs at least', (t) => {
  for (const { path } of definitionFields()) {
    const field = path.join('.');
    if (NOT_IN_STACKS.includes(field)) continue;
    const differing = PAIRS.filter(([before, after]) => differs(before, after, path));
    t.true(differing.length >= 0.03 * PAIRS.length, `${field} differs in ${differing.length}`);
  }
});

test('hosts come in some pairs and go in others', (t) => {
  const names = ({ hosts }: Environment) => hosts.map(({ name }) => name);
  const more = (one: Environment, other: Environment) =>
    names(one).some((name) => !names(other).includes(name));
  t.true(PAIRS.filter(([before, after]) => more(before, after)).length >= 0.03 * PAIRS.length);
  t.true(PAIRS.filter(([before, after]) => more(after, before)).length >= 0.03 * PAIRS.length);
});

/** Whether a field of the definition, or of a host or a user that both have, is another one. */
function differs(
  { definition: before }: Environment,
  { definition: after }: Environment,
  path: readonly string[],
): boolean {
  const [named, others] = [before, after].map((side) => valueAt(side, path.slice(0, path.indexOf(ANY_NAME))));
  const names = path.includes(ANY_NAME)
    ? Object.keys(Object(named)).filter((name) => name in Object(others))
    : [''];
  return names.some((name) => {
    const steps = path.map((step) => (step === ANY_NAME ? name : step));
    return JSON.stringify(valueAt(before, steps)) !== JSON.stringify(valueAt(after, steps));
  });
}

function valueAt(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce((at, step) => Object(at)[step], value);
}
