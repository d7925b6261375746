/** How a graph is shown. */
import { type Element, heading, paragraph, table, verbatim } from '../elements.ts';
import { mermaidOf } from './mermaid.ts';
import type { Graph } from './model.ts';
import { svgOf } from './svg.ts';

/** Shows a graph in a form: drawn, or as tables for people. */
export function graphReport(graph: Graph, format: string): readonly Element[] {
  if (format === 'svg') return [verbatim('svg', svgOf(graph))];
  if (format === 'mermaid' || format === 'markdown') return [verbatim('mermaid', mermaidOf(graph))];
  return [heading(graph.name), paragraph(graph.caption), ...graph.zones.map(zoneTable), linkTable(graph)];
}

function zoneTable({ name, subnet, data, sentinels }: Graph['zones'][number]): Element {
  return table(
    [`zone ${name}`, subnet, '', '', ''],
    [...data, ...sentinels].map((host) => [
      host.name,
      host.address,
      host.roles.join(', '),
      host.services.join('; '),
      host.machine,
    ]),
  );
}

function linkTable({ links, clients }: Graph): Element {
  return table(
    ['link', 'from', 'to'],
    [
      ...links.map(({ kind, from, to }) => [kind, from, to]),
      ...(clients.ask.length === 0 ? [] : [['ask who is primary', 'clients', clients.ask.join(', ')]]),
      ['read and write', 'clients', clients.use],
    ],
  );
}
