import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { spread } from '../../../src/definition/spread.ts';
import { type Box, layOutGraph } from '../../../src/report/graph/layout.ts';
import { graphOf } from '../../../src/report/graph/model.ts';
import { allShipped, small } from '../../_environment.ts';

const sizes = fc.record({
  replicas: fc.integer({ min: 0, max: 9 }),
  sentinels: fc.integer({ min: 1, max: 15 }),
  zones: fc.constantFrom(['a'], ['a', 'b'], ['a', 'b', 'c']),
});

function overlap(one: Box, other: Box): boolean {
  const apart =
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y;
  return !apart;
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

testProp(
  'cards lie inside their zone and never on each other',
  [sizes],
  (t, { replicas, sentinels, zones }) => {
    const environment = small({
      network: { cidr: '10.9.0.0/20', zones },
      hosts: spread({ replicas, sentinels, zones }),
    });
    const { frames, width, height } = layOutGraph(graphOf(environment));
    const cards = frames.flatMap((frame) => frame.cards);
    t.is(cards.length, environment.hosts.length);
    t.true(frames.every((frame) => contains({ x: 0, y: 0, width, height }, frame)));
    t.true(frames.every((frame) => frame.cards.every((card) => contains(frame, card))));
    t.true(cards.every((one, at) => cards.slice(at + 1).every((other) => !overlap(one, other))));
  },
);

test('every link of a shipped environment is drawn, each from a place of its own', async (t) => {
  for (const environment of await allShipped()) {
    const graph = graphOf(environment);
    const { curves } = layOutGraph(graph);
    t.is(curves.length, graph.links.length);
    const replicationStarts = curves
      .filter(({ kind }) => kind === 'replication')
      .map(({ points: [start] }) => start.x);
    t.is(new Set(replicationStarts).size, replicationStarts.length);
  }
});
