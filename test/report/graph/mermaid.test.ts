import test from 'ava';
import { mermaidOf } from '../../../src/report/graph/mermaid.ts';
import { graphOf } from '../../../src/report/graph/model.ts';
import { svgOf } from '../../../src/report/graph/svg.ts';
import { small } from '../../_environment.ts';

test('hosts that are named like words of Mermaid are no trouble', (t) => {
  const graph = graphOf(
    small({
      hosts: { end: { roles: ['primary', 'sentinel'] }, 'sub-graph': { roles: ['replica'] } },
      sentinel: { quorum: 1 },
    }),
  );
  t.regex(mermaidOf(graph), /^ {2}host_end ==>\|replicates\| host_sub_graph$/m);
});

test('a host that is listed as Sentinel first has the colour of its data', (t) => {
  const graph = graphOf(
    small({ hosts: { one: { roles: ['sentinel', 'primary'] } }, sentinel: { quorum: 1 } }),
  );
  t.regex(mermaidOf(graph), /:::primary$/m);
});

test('a group name cannot break the SVG or the Mermaid text', (t) => {
  const graph = graphOf(small({ sentinel: { group: '<b>&"x";\nend', quorum: 2 } }));
  t.false(svgOf(graph).includes('<b>'));
  t.regex(svgOf(graph), /group &lt;b&gt;&amp;&quot;x&quot;;/);
  t.is(
    mermaidOf(graph)
      .split('\n')
      .filter((line) => line.trim() === 'end').length,
    1,
  );
});
