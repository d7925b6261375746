import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import type { Role } from '../../../src/definition/environment.ts';
import { spread } from '../../../src/definition/spread.ts';
import { type Box, layOutGraph, SIZE } from '../../../src/report/graph/layout.ts';
import { widthOf } from '../../../src/report/graph/lines.ts';
import { graphOf } from '../../../src/report/graph/model.ts';
import type { Line, Wire } from '../../../src/report/graph/wire.ts';
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

/** A name of a host, as long as it may be. */
const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/), {
  minLength: 2,
  maxLength: 12,
});

/** The first is the primary, every other one a Sentinel too. */
function named(hosts: readonly string[]) {
  const roles = (at: number): readonly Role[] => [
    at === 0 ? 'primary' : 'replica',
    ...(at % 2 === 0 ? (['sentinel'] as const) : []),
  ];
  return small({
    sentinel: { quorum: 1 },
    hosts: Object.fromEntries(
      hosts.map((name, at) => [name, { roles: roles(at), address: `10.9.0.${at + 10}` }]),
    ),
  });
}

testProp('wires run between the cards, never over one, and stay in the picture', [names], (t, hosts) => {
  const { frames, wires, width, height } = layOutGraph(graphOf(named(hosts)));
  const cards = frames.flatMap((frame) => frame.cards);
  const lines = wires.flatMap((wire) => [...wire.lines, ...wire.arrows]).map(boxOf);
  t.true(lines.every((line) => contains({ x: 0, y: 0, width, height }, line)));
  t.true(lines.every((line) => cards.every((card) => !overlap(line, inside(card)))));
});

testProp('each name stands on its card, in lines that fit', [names], (t, hosts) => {
  const cards = layOutGraph(graphOf(named(hosts))).frames.flatMap((frame) => frame.cards);
  t.deepEqual(cards.map(({ name }) => name.join('')).sort(), [...hosts].sort());
  t.true(cards.every(({ name, width }) => name.every((line) => widthOf(line, SIZE.name) <= width - 32)));
});

/** A line has no width; one along the edge of a card does not cross it. */
function boxOf({ x1, y1, x2, y2 }: Line): Box {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function inside({ x, y, width, height }: Box): Box {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

test('a wire has an end at each host that it links in a shipped environment, and an arrow at what is reached', async (t) => {
  for (const environment of await allShipped()) {
    const { links, clients } = graphOf(environment);
    const { wires } = layOutGraph(graphOf(environment));
    const arrows = Object.fromEntries(wires.map((wire) => [wire.kind, wire.arrows.length]));
    const replicas = links.filter(({ kind }) => kind === 'replication').length;
    t.deepEqual(arrows, { replication: replicas, watch: 1, clients: clients.ask.length + 1 });
    const stubs = wires
      .filter(({ kind }) => kind === 'watch')
      .flatMap(({ lines }) => lines.filter(({ x1, x2, y1 }) => x1 === x2 && isLane(wires, y1)));
    t.true(stubs.length >= clients.ask.length);
  }
});

function isLane(wires: readonly Wire[], y: number): boolean {
  return wires.some(({ lines }) => lines.some(({ y1, y2 }) => y1 === y && y2 === y));
}

test('a picture of twelve hosts in a zone is no wider than a page of four', (t) => {
  const hosts = Array.from({ length: 12 }, (_, at) => `host${at}`);
  const wide = layOutGraph(graphOf(named(hosts)));
  const narrow = layOutGraph(graphOf(named(hosts.slice(0, 4))));
  t.is(wide.width, narrow.width);
  t.true(wide.height > narrow.height);
});
