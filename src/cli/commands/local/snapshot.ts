import { cloudWithHost } from '../../../local/find-cloud.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments, hosts } from '../../suggest.ts';

export default command({
  positionals: { host: { type: 'string', demandOption: true, describe: 'a host that holds data' } },
  options: {
    env: { type: 'string', requiresArg: true, describe: 'the environment, where several are up' },
    format: formats(),
  },
  examples: [['local snapshot ns', 'Take a snapshot of the volume of ns, which goes on running']],
  suggests: { host: hosts, env: environments },
  async run({ host, env }) {
    const cloud = await cloudWithHost(host, env);
    const snapshot = await cloud.takeSnapshot(host);
    return {
      data: { environment: cloud.name, host, snapshot },
      report: [paragraph(`${snapshot} holds the data volume of ${host} as it is now`)],
      notes: [`a group begins with it where its definition has aws.restore: '${snapshot}'`],
    };
  },
});
