import { destroyEnvironment } from '../../lifecycle/ending/destroy.ts';
import { findDoomed } from '../../lifecycle/ending/doomed.ts';
import { destructionData, destructionElements, exitCodeOf, planOf } from '../../lifecycle/ending/report.ts';
import { settleDestroyed } from '../../lifecycle/ending/settle.ts';
import { terminalAudience, YES } from '../audience.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { LOCK_TIMEOUT, readLockTimeout } from '../lock-timeout.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { yes: YES, 'lock-timeout': LOCK_TIMEOUT, format: formats() },
  examples: [
    ['destroy lab', 'Plan its end, show what it means, ask, destroy, and look what is left'],
    ['destroy lab --yes --format json', 'The same for a program'],
  ],
  suggests: { env: environments },
  async run({ env, yes, 'lock-timeout': timeout, format }) {
    const lockTimeout = readLockTimeout(timeout);
    const doomed = await findDoomed(env);
    const { name } = doomed.environment;
    const audience = terminalAudience(`Destroy ${name} with all of its data`, {
      format,
      yes,
      lockTimeout,
    });
    const destruction = await destroyEnvironment(doomed, audience);
    await settleDestroyed(name, destruction);
    return {
      data: { environment: name, ...destructionData(destruction) },
      report: [...planOf(destruction, format), ...destructionElements(name, destruction)],
      notes: doomed.notes,
      exitCode: exitCodeOf(destruction),
    };
  },
});
