import { graphOf } from '../../report/graph/model.ts';
import { graphReport } from '../../report/graph/report.ts';
import { openEnvironment } from '../../topology/open.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { format: formats('mermaid', 'svg') },
  async run({ env, format }) {
    const graph = graphOf(await openEnvironment(env));
    return { data: { graph }, report: graphReport(graph, format) };
  },
});
