import { openEnvironment } from '../../register/open.ts';
import { showEnvironment } from '../../report/decided.ts';
import type { Outcome } from '../../report/elements.ts';
import type { Environment } from '../../topology/environment.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    cost: { type: 'boolean', default: false, describe: 'show what it costs, as far as its stack tells' },
    format: formats(),
  },
  examples: [
    ['show lab', 'Every value of lab and where it comes from'],
    ['show production --format markdown', 'The same for a page'],
    ['show production --cost', 'What production costs an hour and a month'],
  ],
  suggests: { env: environments },
  async run({ env, cost }) {
    const environment = await openEnvironment(env);
    return cost ? showCost(environment) : showEnvironment(environment, new Date());
  },
});

async function showCost(environment: Environment): Promise<Outcome> {
  const [{ estimateOf }, { costData, costElements }] = await Promise.all([
    import('../../lifecycle/cost/estimated.ts'),
    import('../../lifecycle/cost/report.ts'),
  ]);
  const estimate = await estimateOf(environment);
  return {
    data: { environment: environment.name, file: environment.file, cost: costData(estimate) },
    report: costElements(estimate, new Date()),
  };
}
