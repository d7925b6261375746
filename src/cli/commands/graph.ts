import { type Block, heading, paragraph, table, verbatim } from '../../report/blocks.ts';
import { mermaidOf } from '../../report/graph/mermaid.ts';
import { type Graph, graphOf } from '../../report/graph/model.ts';
import { svgOf } from '../../report/graph/svg.ts';
import { openEnvironment } from '../../topology/open.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { format: formats('mermaid', 'svg') },
  async run({ env, format }) {
    const graph = graphOf(await openEnvironment(env));
    return { data: { graph }, report: reportOf(graph, format) };
  },
});

function reportOf(graph: Graph, format: string): readonly Block[] {
  if (format === 'svg') return [verbatim('svg', svgOf(graph))];
  if (format === 'mermaid' || format === 'markdown') return [verbatim('mermaid', mermaidOf(graph))];
  return [heading(graph.name), paragraph(graph.caption), ...graph.zones.map(zoneTable), linkTable(graph)];
}

function zoneTable({ name, subnet, data, sentinels }: Graph['zones'][number]): Block {
  return table(
    [`zone ${name}`, subnet, '', ''],
    [...data, ...sentinels].map((host) => [host.name, host.address, host.roles.join(', '), host.machine]),
  );
}

function linkTable({ links }: Graph): Block {
  return table(
    ['link', 'from', 'to'],
    links.map(({ kind, from, to }) => [kind, from, to]),
  );
}
