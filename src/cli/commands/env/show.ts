import { ExitCode, UserError } from '../../../base/errors.ts';
import { lookAt } from '../../../lifecycle/overview.ts';
import { hostsData, overviewData, showReport } from '../../../lifecycle/report.ts';
import { environmentNow, recordNamed } from '../../../register/created.ts';
import { openRegister } from '../../../register/places.ts';
import { readRegister } from '../../../register/register.ts';
import { command, formats } from '../../command.ts';
import { LOOK_OPTIONS, looksOf } from '../../look-options.ts';
import { createdEnvironments } from '../../suggest.ts';

export default command({
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'an environment that was created' },
  },
  options: { ...LOOK_OPTIONS, format: formats() },
  examples: [
    ['env show pr-42', 'Whose it is, until when, and where its state is'],
    ['env show pr-42 --format json', 'The same for a program'],
  ],
  suggests: { name: createdEnvironments },
  async run({ name, ...asked }) {
    const created = recordNamed(await readRegister(await openRegister()), name);
    const overview = await lookAt(created, new Date(), await looksOf(asked));
    const opened = await environmentNow(created);
    const fails = opened instanceof UserError;
    return {
      data: {
        environment: overviewData(overview),
        ...(fails ? { problems: opened.message.split('\n') } : { hosts: hostsData(opened) }),
      },
      report: showReport(overview, opened),
      exitCode: fails ? ExitCode.failed : ExitCode.done,
    };
  },
});
