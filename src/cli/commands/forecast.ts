import { forecastReport } from '../../report/forecast.ts';
import { forecastTerms } from '../../topology/forecast.ts';
import { losses } from '../../topology/losses.ts';
import { openEnvironment } from '../../topology/open.ts';
import { command, ENVIRONMENT, formats } from '../command.ts';

export default command({
  positionals: { env: ENVIRONMENT },
  options: { format: formats() },
  async run({ env }) {
    const environment = await openEnvironment(env);
    const killed = forecastTerms(environment, 'killed');
    const hung = forecastTerms(environment, 'hung');
    const left = losses(environment);
    return {
      data: { environment: environment.name, faults: { killed, hung }, losses: left },
      report: forecastReport(environment, killed, hung, left),
    };
  },
});
