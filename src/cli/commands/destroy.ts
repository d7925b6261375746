import { destroyEnvironment } from '../../lifecycle/ending/destroy.ts';
import { findDoomed } from '../../lifecycle/ending/doomed.ts';
import { destructionData, destructionElements, exitCodeOf, planOf } from '../../lifecycle/ending/report.ts';
import { settleDestroyed } from '../../lifecycle/ending/settle.ts';
import { DESTROY_OPTIONS, destroyAudience } from '../audience.ts';
import { command, ENVIRONMENT_ARGUMENT } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: DESTROY_OPTIONS,
  examples: [
    ['destroy lab', 'Plan its end, show what it means, ask, destroy, and look what is left'],
    ['destroy lab --yes --format json', 'The same for a program'],
  ],
  suggests: { env: environments },
  async run({ env, ...given }) {
    const audience = destroyAudience(given);
    const doomed = await findDoomed(env);
    const { name } = doomed.environment;
    const destruction = await destroyEnvironment(doomed, audience(name));
    await settleDestroyed(name, destruction);
    return {
      data: { environment: name, ...destructionData(destruction) },
      report: [...planOf(destruction, given.format), ...destructionElements(name, destruction)],
      notes: doomed.notes,
      exitCode: exitCodeOf(destruction),
    };
  },
});
