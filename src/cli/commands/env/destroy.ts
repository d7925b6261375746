import { ExitCode } from '../../../base/errors.ts';
import { endEnvironment } from '../../../lifecycle/ending/end.ts';
import { destructionData, endingElements, exitCodeOf, planOf } from '../../../lifecycle/ending/report.ts';
import { recordNamed } from '../../../register/created.ts';
import { openRegister } from '../../../register/places.ts';
import { readRegister } from '../../../register/register.ts';
import { DESTROY_OPTIONS, destroyAudience } from '../../audience.ts';
import { command } from '../../command.ts';
import { createdEnvironments } from '../../suggest.ts';

export default command({
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'an environment that was created' },
  },
  options: DESTROY_OPTIONS,
  examples: [
    ['env destroy pr-42', 'Plan its end, show it, ask, destroy, and free its name'],
    ['env destroy pr-43 --yes', 'The same in a job of CI'],
  ],
  suggests: { name: createdEnvironments },
  async run({ name, ...given }) {
    const audience = destroyAudience(given);
    recordNamed(await readRegister(await openRegister()), name);
    const ending = await endEnvironment(name, audience(name));
    const { destruction, isGone, notes } = ending;
    return {
      data: { environment: name, ...destructionData(destruction), isGone },
      report: [...planOf(destruction, given.format), ...endingElements(name, ending)],
      notes,
      exitCode: isGone ? ExitCode.done : exitCodeOf(destruction),
    };
  },
});
