/**
 * The picture as an SVG file that needs nothing else. It is drawn alike everywhere: in plain colours, since librsvg knows no
 * variables and would draw black, in light only, and with letters whose widths are known.
 */
import type { Role } from '../../definition/environment.ts';
import { escapeMarkup } from '../markup.ts';
import { type Box, type Card, type Frame, type Layout, LINE, layOutGraph, MARGIN, SIZE } from './layout.ts';
import type { Graph } from './model.ts';
import type { Line, Wire, WireKind } from './wire.ts';

/** The colours of the picture. */
export const COLOURS = {
  paper: '#ffffff',
  zone: '#f6f8fa',
  edge: '#d0d7de',
  card: '#ffffff',
  ink: '#1f2328',
  faint: '#57606a',
  primary: '#c0362c',
  replica: '#2563ae',
  sentinel: '#9a6700',
  clients: '#1a7f37',
} as const;

const { paper, zone, edge, card, ink, faint, primary, replica, sentinel, clients } = COLOURS;

const STYLE = `
  text { font-family: 'DejaVu Sans', Verdana, sans-serif; fill: ${ink}; font-size: ${SIZE.text}px }
  .faint { fill: ${faint} } .title { font-size: ${SIZE.title}px; font-weight: bold } .zone-name { font-size: 14px; font-weight: bold }
  .name { font-size: ${SIZE.name}px; font-weight: bold } .badge { fill: ${paper}; font-size: 11px; font-weight: bold }
  .paper { fill: ${paper} } .zone { fill: ${zone}; stroke: ${edge} } .card { fill: ${card}; stroke: ${edge} }
  .primary { fill: ${primary} } .replica { fill: ${replica} } .sentinel { fill: ${sentinel} } .clients { fill: ${clients} }
  .wire-replication { stroke: ${replica}; stroke-width: 2.5 }
  .wire-watch { stroke: ${sentinel}; stroke-width: 1.5; stroke-dasharray: 6 3 }
  .wire-clients { stroke: ${clients}; stroke-width: 1.5; stroke-dasharray: 2 3 }`;

const TIPS: Readonly<Record<WireKind, 'replica' | 'sentinel' | 'clients'>> = {
  replication: 'replica',
  watch: 'sentinel',
  clients: 'clients',
};

const LEGEND: Readonly<Record<WireKind, string>> = {
  replication: 'replication, from the primary to its replicas',
  watch: 'a Sentinel watches the primary and, through it, its replicas and the other Sentinels',
  clients: 'clients ask a Sentinel who is primary, and read and write there',
};

const TIP = { width: 4, height: 7 };

/** Draws a graph as an SVG document. */
export function svgOf(graph: Graph): string {
  const layout = layOutGraph(graph);
  const { width, height, frames, wires } = layout;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeMarkup(graph.name)}</title>`,
    `<desc>${escapeMarkup(graph.caption)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    drawHeadline(layout),
    ...frames.map(drawZone),
    ...wires.map(drawWire),
    drawClients(layout.clients),
    ...frames.flatMap(({ cards }) => cards).map(drawCard),
    drawLegend(height - 68),
    '</svg>',
  ].join('\n')}\n`;
}

function drawHeadline({ title, caption }: Layout): string {
  const below = MARGIN + title.length * LINE.title;
  return [
    ...title.map((line, at) => drawText('title', MARGIN, MARGIN + 20 + at * LINE.title, line)),
    ...caption.map((line, at) => drawText('faint', MARGIN, below + 12 + at * LINE.text, line)),
  ].join('');
}

function drawClients({ x, y, width, height }: Box): string {
  return [
    `<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    `<rect class="clients" x="${x}" y="${y + 8}" width="4" height="${height - 16}" rx="2"/>`,
    drawText('name', x + 16, y + 24, 'clients'),
  ].join('');
}

function drawZone({ zone, x, y, width, height }: Frame): string {
  return [
    `<rect class="zone" x="${x}" y="${y}" width="${width}" height="${height}" rx="12"/>`,
    drawText('zone-name', x + 56, y + 26, `zone ${zone.name}`),
    drawText('faint', x + 128, y + 26, zone.subnet),
  ].join('');
}

function drawWire({ kind, lines, arrows }: Wire): string {
  return [...lines, ...arrows]
    .map((line) => drawLine(kind, line))
    .concat(arrows.map((line) => drawTip(kind, line)))
    .join('');
}

function drawLine(kind: WireKind, { x1, y1, x2, y2 }: Line): string {
  return `<line class="wire-${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

/** Drawn by hand, since programs place markers differently on dashed lines. */
function drawTip(kind: WireKind, { x1, y1, x2, y2 }: Line): string {
  const { width, height } = TIP;
  const [back, aside] =
    x1 === x2
      ? [
          [0, Math.sign(y1 - y2) * height],
          [width, 0],
        ]
      : [
          [-height, 0],
          [0, width],
        ];
  const [dx = 0, dy = 0] = back ?? [];
  const [ax = 0, ay = 0] = aside ?? [];
  const points = [
    [x2, y2],
    [x2 + dx + ax, y2 + dy + ay],
    [x2 + dx - ax, y2 + dy - ay],
  ];
  return `<polygon class="${TIPS[kind]}" points="${points.map((point) => point.join(',')).join(' ')}"/>`;
}

function drawCard({ host, name, x, y, width, height }: Card): string {
  const badges = 20 + name.length * LINE.name + LINE.text;
  const lines = [...host.services, host.machine];
  return [
    `<g transform="translate(${x} ${y})">`,
    `<rect class="card" width="${width}" height="${height}" rx="8"/>`,
    `<rect class="${host.mainRole}" width="4" height="${height - 16}" y="8" rx="2"/>`,
    ...name.map((line, at) => drawText('name', 16, 26 + at * LINE.name, line)),
    drawText('address', 16, 24 + name.length * LINE.name, host.address),
    drawBadges(host.roles, badges - 8),
    ...lines.map((line, at) => drawText('faint', 16, badges + 22 + at * LINE.text, line)),
    '</g>',
  ].join('');
}

/** A badge for each role, side by side. */
function drawBadges(roles: readonly Role[], y: number): string {
  let x = 16;
  return roles
    .map((role) => {
      const width = role.length * 7.6 + 14;
      const badge = `<rect class="${role}" x="${round(x)}" y="${y}" width="${round(width)}" height="16" rx="8"/><text class="badge" text-anchor="middle" x="${round(x + width / 2)}" y="${y + 12}">${role}</text>`;
      x += width + 6;
      return badge;
    })
    .join('');
}

function drawLegend(top: number): string {
  return (['replication', 'watch', 'clients'] as const)
    .map((kind, line) => {
      const y = top + line * 20;
      const sample = { x1: MARGIN, y1: y, x2: MARGIN + 36, y2: y };
      return `${drawLine(kind, sample)}${drawTip(kind, sample)}${drawText('faint', 80, y + 4, LEGEND[kind])}`;
    })
    .join('');
}

function drawText(style: string, x: number, y: number, text: string): string {
  return `<text class="${style}" x="${x}" y="${y}">${escapeMarkup(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
