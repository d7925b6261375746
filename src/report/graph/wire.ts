/** A wire: stubs at cards, a lane beside each row of cards, and a trunk that joins the lanes. It never crosses a card. */

/**
 * What runs over a wire.
 * - `clients`: programs that use the group ask Sentinels, and use the primary.
 */
export type WireKind = 'replication' | 'watch' | 'clients';

/** A line from one point to another. */
export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Where a wire meets a card. */
export interface Stub {
  readonly x: number;
  /** The height of the lane. */
  readonly lane: number;
  /** The height of the card's edge. */
  readonly card: number;
  /** True if what runs over the wire goes into the card. */
  readonly arrow: boolean;
}

/** All connections of a kind, drawn as one wire with branches. */
export interface Wire {
  readonly kind: WireKind;
  readonly lines: readonly Line[];
  /** The branches that end in an arrow. */
  readonly arrows: readonly Line[];
}

/**
 * Joins stubs.
 *
 * @param trunk where lanes are joined, across
 * @param source the height where the trunk begins, if it comes from somewhere else
 */
export function wireOf(kind: WireKind, trunk: number, stubs: readonly Stub[], source?: number): Wire {
  const lanes = [...new Set(stubs.map(({ lane }) => lane))];
  const ends = source === undefined ? lanes : [source, ...lanes];
  const joined = ends.length > 1;
  return {
    kind,
    lines: [
      ...lanes.map((lane) => {
        const xs = stubs.filter((stub) => stub.lane === lane).map(({ x }) => x);
        return across(lane, joined ? [...xs, trunk] : xs);
      }),
      ...(joined ? [{ x1: trunk, y1: Math.min(...ends), x2: trunk, y2: Math.max(...ends) }] : []),
      ...stubs.filter(({ arrow }) => !arrow).map(drop),
    ],
    arrows: stubs.filter(({ arrow }) => arrow).map(drop),
  };
}

function across(y: number, xs: readonly number[]): Line {
  return { x1: Math.min(...xs), y1: y, x2: Math.max(...xs), y2: y };
}

function drop({ x, lane, card }: Stub): Line {
  return { x1: x, y1: lane, x2: x, y2: card };
}
