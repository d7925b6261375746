/** Where everything of a picture stands, in pixels. */
import { linesOf } from './lines.ts';
import type { Graph, GraphHost, GraphZone } from './model.ts';
import { type Stub, type Wire, wireOf } from './wire.ts';

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
  /** The name, in as many lines as it takes. */
  readonly name: readonly string[];
}

/** A zone's frame and what is in it. */
export interface Frame extends Box {
  readonly zone: GraphZone;
  readonly cards: readonly Card[];
}

/** A picture, laid out. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  readonly caption: readonly string[];
  readonly clients: Box;
  readonly frames: readonly Frame[];
  readonly wires: readonly Wire[];
}

/** The sizes of letters, and the heights of lines of them. */
export const SIZE = { title: 24, name: 16, text: 12 } as const;
export const LINE = { title: 32, name: 20, text: 18 } as const;

export const MARGIN = 32;
const CARD_WIDTH = 224;
/** What a card leaves free at both sides of its texts. */
const PADDING = 16;
/** More cards in a row would make the picture too wide to be read on a page. */
const ROW = 4;
const GAP = 24;
/** The room beside the cards, where wires run from row to row. */
const GUTTER = 56;
/** The room above a row of cards, for two wires, and below it, for one. */
const ABOVE = 44;
const BELOW = 28;
const ZONE_TITLE = 28;
const CLIENTS = { width: 224, height: 36 };
/** The room for a legend of three lines. */
const LEGEND = 92;
/** Narrower pictures would cut the legend. */
const LEAST_CARDS = 3;

/** Lays a graph out: zones one below the other, and in each its hosts in rows. */
export function layOutGraph(graph: Graph): Layout {
  const columns = Math.min(ROW, Math.max(LEAST_CARDS, ...graph.zones.map((zone) => hostsOf(zone).length)));
  const inner = columns * CARD_WIDTH + (columns - 1) * GAP + 2 * GUTTER;
  const title = linesOf(graph.name, inner, SIZE.title);
  const caption = linesOf(graph.caption, inner, SIZE.text);
  const headline = MARGIN + title.length * LINE.title + caption.length * LINE.text + GAP / 2;
  const clients = { x: MARGIN, y: headline, ...CLIENTS };
  const frames = stack(graph.zones, { x: MARGIN, y: headline + CLIENTS.height + GAP, width: inner });
  const foot = Math.max(...frames.map(({ y, height }) => y + height), headline);
  return {
    width: inner + 2 * MARGIN,
    height: foot + LEGEND,
    title,
    caption,
    clients,
    frames,
    wires: wiresOf(graph, frames, clients),
  };
}

function hostsOf({ data, sentinels }: GraphZone): readonly GraphHost[] {
  return [...data, ...sentinels];
}

function stack(zones: readonly GraphZone[], at: Omit<Box, 'height'>): readonly Frame[] {
  let { y } = at;
  return zones.map((zone) => {
    const frame = frameOf(zone, { ...at, y });
    y += frame.height + GAP;
    return frame;
  });
}

function frameOf(zone: GraphZone, at: Omit<Box, 'height'>): Frame {
  const hosts = hostsOf(zone);
  const cards: Card[] = [];
  let y = at.y + ZONE_TITLE;
  for (let first = 0; first < hosts.length; first += ROW) {
    const row = rowOf(hosts.slice(first, first + ROW), at.x + GUTTER, y + ABOVE);
    cards.push(...row);
    y += ABOVE + Math.max(...row.map(({ height }) => height)) + BELOW;
  }
  return { ...at, height: y - at.y + GAP / 2, zone, cards };
}

/** All cards of a row are as high as the highest, so that wires pass below them. */
function rowOf(hosts: readonly GraphHost[], left: number, y: number): readonly Card[] {
  const names = hosts.map(({ name }) => linesOf(name, CARD_WIDTH - 2 * PADDING, SIZE.name));
  const lines = Math.max(...hosts.map(({ services }, at) => services.length + (names[at]?.length ?? 1)));
  const height = lines * LINE.name + 3 * LINE.text + 16;
  return hosts.map((host, column) => ({
    host,
    name: names[column] ?? [host.name],
    x: left + column * (CARD_WIDTH + GAP),
    y,
    width: CARD_WIDTH,
    height,
  }));
}

/** Wires above the cards run down at the left, the one below them at the right. */
function wiresOf({ links, clients }: Graph, frames: readonly Frame[], box: Box): readonly Wire[] {
  const cards = frames.flatMap((frame) => frame.cards);
  const named = (wanted: string): readonly Card[] => cards.filter(({ host }) => host.name === wanted);
  const [left, right] = [MARGIN + GUTTER, Math.max(...frames.map(({ x, width }) => x + width)) - GUTTER];
  const replicas = links.filter(({ kind }) => kind === 'replication').flatMap(({ to }) => named(to));
  const primary = named(clients.use);
  const sentinels = clients.ask.flatMap(named);
  return [
    wireOf('replication', left - 16, [
      ...(replicas.length === 0 ? [] : primary.map((card) => above(card, 1 / 4, 14, false))),
      ...replicas.map((card) => above(card, 1 / 4, 14, true)),
    ]),
    wireOf('watch', right + 20, [
      ...(sentinels.length === 0 ? [] : primary.map((card) => below(card, 3 / 4, true))),
      ...sentinels.map((card) => below(card, 1 / 4, false)),
    ]),
    wireOf(
      'clients',
      left - 34,
      [
        ...sentinels.map((card) => above(card, 3 / 4, 30, true)),
        ...primary.map((card) => above(card, 1 / 2, 30, true)),
      ],
      box.y + box.height,
    ),
  ];
}

function above({ x, y, width }: Card, share: number, rise: number, arrow: boolean): Stub {
  return { x: x + width * share, lane: y - rise, card: y, arrow };
}

function below({ x, y, width, height }: Card, share: number, arrow: boolean): Stub {
  return { x: x + width * share, lane: y + height + 16, card: y + height, arrow };
}
