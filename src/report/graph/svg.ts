/** The picture as an SVG file that needs nothing else, in light and dark. */
import type { Role } from '../../definition/environment.ts';
import { type Card, type Curve, type Frame, layOutGraph } from './layout.ts';
import type { Graph } from './model.ts';

const STYLE = `
  svg { --paper: #ffffff; --zone: #f6f8fa; --edge: #d0d7de; --card: #ffffff; --ink: #1f2328; --faint: #656d76;
    --primary: #c0362c; --replica: #2563ae; --sentinel: #9a6700; font-family: system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0d1117; --zone: #151b23; --edge: #3d444d; --card: #1f2630; --ink: #f0f6fc; --faint: #9198a1;
      --primary: #f47067; --replica: #6cb6ff; --sentinel: #d4a72c; } }
  .paper { fill: var(--paper) } .zone { fill: var(--zone); stroke: var(--edge) } .card { fill: var(--card); stroke: var(--edge) }
  text { fill: var(--ink); font-size: 13px } .faint { fill: var(--faint); font-size: 12px }
  .title { font-size: 24px; font-weight: 650 } .zone-name { font-size: 14px; font-weight: 650 } .name { font-size: 16px; font-weight: 650 }
  .address { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: 13px } .badge { fill: var(--paper); font-size: 11px; font-weight: 600 }
  .primary { fill: var(--primary) } .replica { fill: var(--replica) } .sentinel { fill: var(--sentinel) }
  .link { fill: none; stroke-width: 2 } .replication { stroke: var(--replica) } .watch { stroke: var(--sentinel); stroke-width: 1.5; stroke-dasharray: 2 5; stroke-linecap: round }
  .tip-replication { fill: var(--replica) } .tip-watch { fill: var(--sentinel) }`;

const LEGEND = {
  replication: 'replication, primary to replica',
  watch: 'Sentinel watches the primary and, through it, its replicas',
} as const;

/** Draws a graph as an SVG document. */
export function svgOf(graph: Graph): string {
  const { width, height, frames, curves } = layOutGraph(graph);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(graph.name)}</title>`,
    `<desc>${escapeXml(graph.caption)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<defs>${tip('replication')}${tip('watch')}</defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="32" y="44">${escapeXml(graph.name)}</text>`,
    `<text class="faint" x="32" y="68">${escapeXml(graph.caption)}</text>`,
    ...frames.map(drawZone),
    ...curves.map(drawCurve),
    ...frames.flatMap(({ cards }) => cards).map(drawCard),
    drawLegend(height - 44),
    '</svg>',
  ].join('\n')}\n`;
}

function tip(kind: Curve['kind']): string {
  return `<marker id="${kind}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="5" markerHeight="5" orient="auto"><path class="tip-${kind}" d="M0 0 8 4 0 8z"/></marker>`;
}

function drawZone({ zone, x, y, width, height }: Frame): string {
  return [
    `<rect class="zone" x="${x}" y="${y}" width="${width}" height="${height}" rx="12"/>`,
    `<text class="zone-name" x="${x + 16}" y="${y + 26}">zone ${escapeXml(zone.name)}</text>`,
    `<text class="faint" x="${x + 72}" y="${y + 26}">${escapeXml(zone.subnet)}</text>`,
  ].join('');
}

function drawCurve({ kind, points }: Curve): string {
  const [start, ...rest] = points.map(({ x, y }) => `${round(x)} ${round(y)}`);
  return `<path class="link ${kind}" marker-end="url(#${kind})" d="M${start}C${rest.join(' ')}"/>`;
}

function drawCard({ host, x, y, width, height }: Card): string {
  return [
    `<g transform="translate(${round(x)} ${round(y)})">`,
    `<rect class="card" width="${width}" height="${height}" rx="8"/>`,
    `<rect class="${host.mainRole}" width="4" height="${height - 16}" y="8" rx="2"/>`,
    `<text class="name" x="16" y="27">${escapeXml(host.name)}</text>`,
    `<text class="address" x="16" y="46">${escapeXml(host.address)}</text>`,
    drawBadges(host.roles),
    `<text class="faint" x="16" y="${height - 13}">${escapeXml(host.machine)}</text>`,
    '</g>',
  ].join('');
}

/** A badge for each role, side by side. */
function drawBadges(roles: readonly Role[]): string {
  let x = 16;
  return roles
    .map((role) => {
      const width = role.length * 6.4 + 14;
      const badge = `<rect class="${role}" x="${x}" y="58" width="${width}" height="16" rx="8"/><text class="badge" text-anchor="middle" x="${x + width / 2}" y="70">${role}</text>`;
      x += width + 6;
      return badge;
    })
    .join('');
}

function drawLegend(top: number): string {
  return (['replication', 'watch'] as const)
    .map((kind, line) => {
      const y = top + line * 22;
      return `<path class="link ${kind}" marker-end="url(#${kind})" d="M32 ${y}h36"/><text class="faint" x="80" y="${y + 4}">${LEGEND[kind]}</text>`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
