import { overviewOf } from '../../../lifecycle/overview.ts';
import { listReport, overviewData } from '../../../lifecycle/report.ts';
import { openRegister } from '../../../register/places.ts';
import { readRegister } from '../../../register/register.ts';
import { command, formats } from '../../command.ts';

export default command({
  positionals: {},
  options: { format: formats() },
  examples: [
    ['env list', 'Every environment that was created'],
    ['env list --format json', 'The same for a program'],
  ],
  async run() {
    const all = await overviewOf(await readRegister(await openRegister()), new Date());
    return { data: { environments: all.map(overviewData) }, report: listReport(all) };
  },
});
