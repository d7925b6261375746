import test from 'ava';
import { allShipped } from '../_environment.ts';
import { matchesGolden } from '../_golden.ts';
import { type Blocks, changed, EVERYTHING, type StackFile, synth } from './_synth.ts';

/** Every kind of block that stacks hold, with the arguments that some of them give it. */
function typesIn(stacks: readonly StackFile[]): string {
  const found = new Map<string, Set<string>>();
  const note = (kind: string, blocks: Blocks = {}) => {
    for (const [type, named] of Object.entries(blocks)) {
      const seen = found.get(`${kind} ${type}`) ?? new Set();
      found.set(`${kind} ${type}`, seen);
      for (const block of Object.values(named))
        for (const argument of Object.keys(block)) if (argument !== '//') seen.add(argument);
    }
  };
  for (const { resource, data, ephemeral } of stacks) {
    note('resource', resource);
    note('data', data);
    note('ephemeral', ephemeral);
  }
  return [...found]
    .map(([type, seen]) => `${type}: ${[...seen].sort().join(', ')}\n`)
    .sort()
    .join('');
}

test('the stacks hold these types with these arguments, which the local provider must serve', async (t) => {
  const environments = [
    ...(await allShipped()),
    await changed('lab', { aws: EVERYTHING }),
    await changed('quorum', { network: { cidr: '10.0.1.0/24', egress: 'nat' } }),
  ];
  matchesGolden(t, 'resource-types.txt', typesIn(await Promise.all(environments.map(synth))));
});
