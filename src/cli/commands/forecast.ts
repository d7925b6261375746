import { explain } from '../../topology/forecast.ts';
import { losses } from '../../topology/losses.ts';
import { command, ENVIRONMENT, formats } from '../command.ts';
import { openEnvironment } from '../environments.ts';
import { forecastReport } from '../forecast-report.ts';

export default command({
  positionals: { env: ENVIRONMENT },
  options: { format: formats() },
  async run({ env }) {
    const environment = await openEnvironment(env);
    const killed = explain(environment, 'killed');
    const hung = explain(environment, 'hung');
    const left = losses(environment);
    return {
      data: { environment: environment.name, faults: { killed, hung }, losses: left },
      report: forecastReport(environment, killed, hung, left),
    };
  },
});
