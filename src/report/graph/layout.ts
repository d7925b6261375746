/** Where everything of a picture stands, in pixels. */
import type { Graph, GraphHost, GraphLink, GraphZone } from './model.ts';

/** A rectangle by its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A host's card. */
export interface Card extends Box {
  readonly host: GraphHost;
}

/** A zone's frame and what is in it. */
export interface Frame extends Box {
  readonly zone: GraphZone;
  readonly cards: readonly Card[];
}

/** A link as a cubic Bézier curve: start, two control points, end. */
export interface Curve {
  readonly kind: GraphLink['kind'];
  readonly points: readonly [Point, Point, Point, Point];
}

/** A point. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture, laid out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly curves: readonly Curve[];
}

const CARD = { width: 176, height: 104 };
const GAP = 24;
const MARGIN = 32;
/** Room for the title above and the legend below the zones. */
const TITLE = 92;
const LEGEND = 76;
/** The distance between the ends of curves at one edge. */
const FAN_STEP = 22;
/** The length of an arrow's tip. */
const TIP = 3;
/** Narrower pictures would cut the caption. */
const SMALLEST_WIDTH = 640;
/** Room for the zone's name and the curves of replication above the data hosts. */
const ABOVE_DATA = 104;
/** Room for the curves of watching between data hosts and Sentinels. */
const BETWEEN = 104;

/** Lays a graph out: zones side by side, data hosts in an upper row, the other Sentinels in a lower one. */
export function layOutGraph({ zones, links }: Graph): Layout {
  const hasLowerRow = zones.some(({ sentinels }) => sentinels.length > 0);
  const height = ABOVE_DATA + CARD.height + (hasLowerRow ? BETWEEN + CARD.height + GAP : BETWEEN);
  const frames: Frame[] = [];
  let x = MARGIN;
  for (const zone of zones) {
    const frame = frameOf(zone, { x, y: TITLE, width: zoneWidth(zone), height });
    frames.push(frame);
    x += frame.width + GAP;
  }
  return {
    width: Math.max(x - GAP + MARGIN, SMALLEST_WIDTH),
    height: TITLE + height + LEGEND,
    frames,
    curves: curvesOf(links, frames),
  };
}

function zoneWidth({ data, sentinels }: GraphZone): number {
  return rowWidth(Math.max(data.length, sentinels.length, 1)) + 2 * GAP;
}

function rowWidth(cards: number): number {
  return cards * CARD.width + (cards - 1) * GAP;
}

function frameOf(zone: GraphZone, box: Box): Frame {
  const dataY = box.y + ABOVE_DATA;
  return {
    ...box,
    zone,
    cards: [...rowOf(zone.data, box, dataY), ...rowOf(zone.sentinels, box, dataY + CARD.height + BETWEEN)],
  };
}

/** A row of cards in the middle of its zone. */
function rowOf(hosts: readonly GraphHost[], zone: Box, y: number): readonly Card[] {
  const left = zone.x + (zone.width - rowWidth(hosts.length)) / 2;
  return hosts.map((host, column) => ({ host, x: left + column * (CARD.width + GAP), y, ...CARD }));
}

function curvesOf(links: readonly GraphLink[], frames: readonly Frame[]): readonly Curve[] {
  const cards = new Map(frames.flatMap((frame) => frame.cards).map((card) => [card.host.name, card]));
  const cardsOf = (kind: GraphLink['kind'], end: 'from' | 'to'): readonly Card[] =>
    links.filter((link) => link.kind === kind).flatMap((link) => cards.get(link[end]) ?? []);
  const [primary] = [...cardsOf('replication', 'from'), ...cardsOf('watch', 'to')];
  if (primary === undefined) return [];
  return [
    ...fanOut(primary, cardsOf('replication', 'to')).map(([replica, x]) =>
      replicationCurve(primary, x, replica),
    ),
    ...fanOut(primary, cardsOf('watch', 'from')).map(([sentinel, x]) => watchCurve(sentinel, primary, x)),
  ];
}

/**
 * Gives each card its own place at the primary's edge, in an order without crossings: of the cards beside the primary
 * the farther one has the outer curve, so its place is nearer to the middle; the middle is for the cards below.
 */
function fanOut(primary: Card, cards: readonly Card[]): readonly (readonly [Card, number])[] {
  const side = (card: Card): number => (card.y === primary.y ? Math.sign(card.x - primary.x) : 0);
  const order = (one: Card, other: Card): number =>
    side(one) - side(other) || (side(one) === 0 ? one.x - other.x : other.x - one.x);
  const step = Math.min(FAN_STEP, (primary.width - 2 * FAN_STEP) / cards.length);
  return cards
    .toSorted(order)
    .map((card, at) => [card, centre(primary) + (at - (cards.length - 1) / 2) * step] as const);
}

/** From the primary's upper edge, over the cards, down to the replica; the farther, the higher. */
function replicationCurve(primary: Card, x: number, replica: Card): Curve {
  const start = { x, y: primary.y };
  const end = { x: centre(replica), y: replica.y - TIP };
  const rise = Math.min(32 + Math.abs(end.x - start.x) / 12, 80);
  return {
    kind: 'replication',
    points: [start, { x: start.x, y: start.y - rise }, { x: end.x, y: end.y - rise }, end],
  };
}

/** Up from a Sentinel to the primary's lower edge; from a Sentinel beside the primary, below the cards. */
function watchCurve(sentinel: Card, primary: Card, x: number): Curve {
  const foot = primary.y + primary.height;
  const end = { x, y: foot + TIP };
  const beside = sentinel.y === primary.y;
  const start = { x: centre(sentinel), y: beside ? foot : sentinel.y };
  const reach = beside ? Math.min(24 + Math.abs(end.x - start.x) / 12, 72) : BETWEEN / 2;
  return {
    kind: 'watch',
    points: [
      start,
      { x: start.x, y: start.y + (beside ? reach : -reach) },
      { x: end.x, y: end.y + reach },
      end,
    ],
  };
}

function centre({ x, width }: Box): number {
  return x + width / 2;
}
