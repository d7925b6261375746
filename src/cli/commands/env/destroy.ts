import { ExitCode } from '../../../base/errors.ts';
import { endEnvironment } from '../../../lifecycle/ending/end.ts';
import { destructionData, endingElements, exitCodeOf, planOf } from '../../../lifecycle/ending/report.ts';
import { recordNamed } from '../../../register/created.ts';
import { openRegister } from '../../../register/places.ts';
import { readRegister } from '../../../register/register.ts';
import { terminalAudience, YES } from '../../audience.ts';
import { command, formats } from '../../command.ts';
import { LOCK_TIMEOUT, readLockTimeout } from '../../lock-timeout.ts';
import { createdEnvironments } from '../../suggest.ts';

export default command({
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'an environment that was created' },
  },
  options: { yes: YES, 'lock-timeout': LOCK_TIMEOUT, format: formats() },
  examples: [
    ['env destroy pr-42', 'Plan its end, show it, ask, destroy, and free its name'],
    ['env destroy pr-43 --yes', 'The same in a job of CI'],
  ],
  suggests: { name: createdEnvironments },
  async run({ name, yes, 'lock-timeout': timeout, format }) {
    const lockTimeout = readLockTimeout(timeout);
    recordNamed(await readRegister(await openRegister()), name);
    const audience = terminalAudience(`Destroy ${name} with all of its data`, {
      format,
      yes,
      lockTimeout,
    });
    const ending = await endEnvironment(name, audience);
    const { destruction, isGone, notes } = ending;
    return {
      data: { environment: name, ...destructionData(destruction), isGone },
      report: [...planOf(destruction, format), ...endingElements(name, ending)],
      notes,
      exitCode: isGone ? ExitCode.done : exitCodeOf(destruction),
    };
  },
});
