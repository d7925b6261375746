import { openEnvironment } from '../../register/open.ts';
import { forecastReport } from '../../report/forecast.ts';
import { outlook } from '../../topology/outlook.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { format: formats() },
  examples: [['forecast production', 'How long writes stop, and what each loss leaves']],
  suggests: { env: environments },
  async run({ env }) {
    const environment = await openEnvironment(env);
    const all = outlook(environment);
    return { data: { environment: environment.name, ...all }, report: forecastReport(environment, all) };
  },
});
