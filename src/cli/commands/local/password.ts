import { UserError } from '../../../base/errors.ts';
import { openRunning } from '../../../local/running.ts';
import { clientPassword } from '../../../rehearsal/client-password.ts';
import { verbatim } from '../../../report/elements.ts';
import { dataHosts } from '../../../topology/environment.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';
import { UP_ARGUMENT } from './on-host.ts';

export default command({
  positionals: { env: UP_ARGUMENT },
  options: { format: formats() },
  examples: [['local password lab', 'Print it, for a client that is to be tried']],
  suggests: { env: environments },
  async run({ env }) {
    const { cloud, environment } = await openRunning(env);
    const running = (await cloud.hosts()).filter(({ state }) => state === 'running');
    const host = dataHosts(environment).find(({ name }) => running.some((one) => one.name === name));
    if (host === undefined)
      throw new UserError(`no data host of ${cloud.name} is running, and they keep the password; start one`);
    const password = await clientPassword(cloud, environment, host.name);
    return {
      data: { environment: cloud.name, password },
      report: [verbatim('text', `${password}\n`)],
      notes: [
        `this is the password of ${cloud.name} on this machine: whoever has it may read and change all its data; it goes with vedette local down ${env}`,
      ],
    };
  },
});
