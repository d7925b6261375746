import { overviewOf } from '../../../lifecycle/overview.ts';
import { listReport, overviewData } from '../../../lifecycle/report.ts';
import { openRegister } from '../../../register/places.ts';
import { readRegister } from '../../../register/register.ts';
import { command, formats } from '../../command.ts';
import { LOOK_OPTIONS, looksOf } from '../../look-options.ts';

export default command({
  positionals: {},
  options: { ...LOOK_OPTIONS, format: formats() },
  examples: [
    ['env list', 'Every environment that was created'],
    ['env list --live', 'With what AWS lists of each, by its tag'],
    ['env list --format json', 'The same for a program'],
  ],
  async run(asked) {
    const all = await overviewOf(await readRegister(await openRegister()), new Date(), await looksOf(asked));
    return { data: { environments: all.map(overviewData) }, report: listReport(all) };
  },
});
