import test from 'ava';
import { definitionElements, definitionsOf } from '../../../src/operate/status/definitions.ts';
import { hostLines } from '../../../src/render/host-lines.ts';
import { small } from '../../_environment.ts';

const before = small();
const brought = new Map(before.hosts.map((host) => [host.name, hostLines(before, host)]));

function states(of: typeof before, known = brought): readonly string[] {
  return definitionsOf(of, known).map(({ definition }) => definition);
}

test('a host is current that was brought to what is declared, and waits where something else is declared', (t) => {
  t.deepEqual(states(before), ['current', 'current', 'current']);
  t.deepEqual(states(small({ redis: { maxmemory: '30%' } })), ['waiting', 'waiting', 'waiting']);
});

test('of a host nobody knows from which image it started where an older version has written down the rest', (t) => {
  const older = new Map(
    [...brought].map(([host, lines]) => [host, lines.filter((line) => !line.startsWith('image: '))]),
  );
  t.deepEqual(states(before, older), ['unknown', 'unknown', 'unknown']);
  t.deepEqual(states(small({ redis: { maxmemory: '30%' } }), older), ['waiting', 'waiting', 'waiting']);
  t.deepEqual(states(small({ aws: { image: '14.4' } })), ['waiting', 'waiting', 'waiting']);
});

test('of a host nobody knows whether it waits where it is not written down what it was brought to', (t) => {
  t.deepEqual(states(before, new Map([...brought].slice(1))), ['unknown', 'current', 'current']);
  t.deepEqual(definitionElements(definitionsOf(before, brought)), []);
  t.deepEqual(definitionElements(definitionsOf(before, new Map())), [
    {
      kind: 'table',
      columns: ['against the definition', 'hosts'],
      rows: [['not known: nobody wrote down all that they were brought to', 'one, two, three']],
    },
  ]);
});
