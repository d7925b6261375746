import { ExitCode } from '../../../base/errors.ts';
import { groupHealth } from '../../../group/health.ts';
import { cloudsUp } from '../../../local/find-cloud.ts';
import { connectCloud } from '../../../local/index.ts';
import { paragraph } from '../../../report/elements.ts';
import { openEnvironment } from '../../../topology/open.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';
import { groupReport } from './group-report.ts';

export default command({
  positionals: { env: { type: 'string', describe: 'an environment', defaultDescription: 'all that are up' } },
  options: { format: formats() },
  examples: [
    ['local status', 'Every environment that is up'],
    ['local status lab --format json', 'One, for a program'],
  ],
  suggests: { env: environments },
  async run({ env }) {
    const names = env === undefined ? (await cloudsUp()).map(({ name }) => name) : [env];
    const states = await Promise.all(names.map(stateOf));
    const up = states.filter((state) => state !== undefined);
    return {
      data: {
        environments: up.map(({ environment, ...state }) => ({ environment: environment.name, ...state })),
      },
      report:
        up.length === 0
          ? [paragraph(`${env ?? 'no environment'} is ${env === undefined ? '' : 'not '}up`)]
          : up.flatMap(({ environment, hosts, health }) => groupReport(environment, hosts, health)),
      exitCode: up.every(({ health }) => health.problems.length === 0) ? ExitCode.done : ExitCode.failed,
    };
  },
});

async function stateOf(nameOrPath: string) {
  const environment = await openEnvironment(nameOrPath);
  const cloud = await connectCloud(environment.name);
  if (cloud === undefined) return undefined;
  const [hosts, health] = await Promise.all([cloud.hosts(), groupHealth(cloud, environment)]);
  return { environment, hosts, health };
}
