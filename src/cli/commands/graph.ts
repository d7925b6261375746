import { openEnvironment } from '../../register/open.ts';
import { graphOf } from '../../report/graph/model.ts';
import { graphReport } from '../../report/graph/report.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { format: formats('mermaid', 'svg') },
  examples: [
    ['graph lab', 'Hosts and links as text'],
    ['graph production --format svg', 'A drawing; --format mermaid is one for GitHub'],
  ],
  suggests: { env: environments },
  async run({ env, format }) {
    const graph = graphOf(await openEnvironment(env));
    return { data: { graph }, report: graphReport(graph, format) };
  },
});
