import { ExitCode } from '../../base/errors.ts';
import { environmentNames } from '../../definition/load.ts';
import { openEach } from '../../register/open.ts';
import { table } from '../../report/elements.ts';
import { unopenedData, unopenedReport } from '../../report/unopened.ts';
import { firstPrimary } from '../../topology/environment.ts';
import { command, formats } from '../command.ts';

export default command({
  positionals: {},
  options: { format: formats() },
  examples: [
    ['list', 'Every environment with its hosts and package'],
    ['list --format json', 'The same for a program'],
  ],
  async run() {
    const { environments, unopened } = await openEach(environmentNames());
    return {
      data: {
        environments: environments.map((environment) => ({
          name: environment.name,
          file: environment.file,
          package: environment.redis.package,
          group: environment.sentinel.group,
          primary: firstPrimary(environment).name,
          hosts: environment.hosts.map(({ name, roles, zone }) => ({ name, roles, zone: zone.name })),
          protected: environment.protected,
        })),
        unopened: unopenedData(unopened),
      },
      report: [
        table(
          ['environment', 'hosts', 'data', 'Sentinels', 'zones', 'package', 'protected'],
          environments.map(({ name, hosts, network, redis, protected: isProtected }) => [
            name,
            String(hosts.length),
            String(hosts.filter(({ data }) => data !== undefined).length),
            String(hosts.filter(({ sentinel }) => sentinel !== undefined).length),
            String(network.zones.length),
            redis.package,
            isProtected ? 'yes' : 'no',
          ]),
        ),
        ...unopenedReport(unopened),
      ],
      exitCode: unopened.length > 0 ? ExitCode.failed : ExitCode.done,
    };
  },
});
