import { cloudOf, hostOf } from '../../../local/find-cloud.ts';
import { verbatim } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments, hosts } from '../../suggest.ts';
import { HOST_ARGUMENT, UP_ARGUMENT } from './on-host.ts';

export default command({
  positionals: { env: UP_ARGUMENT, host: HOST_ARGUMENT },
  options: { format: formats() },
  examples: [['local console lab ns', 'What ns printed at its boots']],
  suggests: { env: environments, host: hosts },
  async run({ env, host }) {
    const cloud = await cloudOf(env);
    await hostOf(cloud, host);
    const console = await cloud.console(host);
    return { data: { environment: cloud.name, host, console }, report: [verbatim('text', console)] };
  },
});
