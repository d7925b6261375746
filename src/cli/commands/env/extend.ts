import { thisActor } from '../../../lifecycle/actor.ts';
import { extendEnvironment } from '../../../lifecycle/extend.ts';
import { lookAt } from '../../../lifecycle/overview.ts';
import { extensionReport, overviewData } from '../../../lifecycle/report.ts';
import { readDuration } from '../../../lifecycle/times.ts';
import { openRegister } from '../../../register/places.ts';
import { openSettings } from '../../../register/settings.ts';
import { command, formats } from '../../command.ts';
import { createdEnvironments } from '../../suggest.ts';

export default command({
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'an environment that was created' },
  },
  options: {
    by: { type: 'string', demandOption: true, requiresArg: true, describe: 'how much longer, such as 4h' },
    format: formats(),
  },
  examples: [['env extend pr-42 --by 4h', 'Four hours more']],
  suggests: { name: createdEnvironments },
  async run({ name, by }) {
    const settings = await openSettings();
    const store = await openRegister(settings);
    const actor = thisActor(new Date());
    const time = readDuration('--by', by);
    const created = await extendEnvironment(name, time, { settings, store, actor });
    const overview = await lookAt(created, actor.now);
    return { data: { environment: overviewData(overview) }, report: extensionReport(overview) };
  },
});
