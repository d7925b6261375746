/** The picture as Mermaid text, which GitHub draws where Markdown is shown. */
import type { Graph, GraphHost, GraphZone } from './model.ts';

const ARROWS = { replication: '==>|replicates|', watch: '-.->|watches|' } as const;

/** Draws a graph as a Mermaid flowchart. */
export function mermaidOf({ name, caption, zones, links, clients }: Graph): string {
  return [
    'flowchart TB',
    `  accTitle: ${inLine(name)}`,
    `  accDescr: ${inLine(caption)}`,
    '  clients(["<b>clients</b>"]):::clients',
    ...zones.flatMap(drawZone),
    `  clients -->|read and write| ${idOf(clients.use)}`,
    ...clients.ask.map((sentinel) => `  clients -.->|ask| ${idOf(sentinel)}`),
    ...links
      .filter(({ from, to }) => from !== to)
      .map(({ kind, from, to }) => `  ${idOf(from)} ${ARROWS[kind]} ${idOf(to)}`),
    '  classDef primary fill:#fde8e8,stroke:#c53030,color:#1a202c',
    '  classDef replica fill:#e6f0fb,stroke:#2b6cb0,color:#1a202c',
    '  classDef sentinel fill:#fdf3dc,stroke:#b7791f,color:#1a202c',
    '  classDef clients fill:#e6f6ea,stroke:#1a7f37,color:#1a202c',
    '',
  ].join('\n');
}

function drawZone({ name, subnet, data, sentinels }: GraphZone): readonly string[] {
  return [
    `  subgraph zone_${name}["zone ${name}, ${subnet}"]`,
    ...[...data, ...sentinels].map((host) => `    ${drawHost(host)}`),
    '  end',
  ];
}

function drawHost({ name, roles, mainRole, address, services, machine }: GraphHost): string {
  const lines = [`<b>${name}</b>`, roles.join(' + '), address, ...services, machine];
  return `${idOf(name)}["${lines.join('<br>')}"]:::${mainRole}`;
}

/** A prefix, since a host may be called `end` or `graph`, which are words of Mermaid's own. */
function idOf(host: string): string {
  return `host_${host.replaceAll('-', '_')}`;
}

/** Accessible titles end at the line and know no quotes; `;` and `#` mean something in every line. */
function inLine(text: string): string {
  return text.replaceAll(/[\n\r;#]/g, ' ');
}
