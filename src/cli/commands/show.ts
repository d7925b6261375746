import { showEnvironment } from '../../report/decided.ts';
import { openEnvironment } from '../../topology/open.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { format: formats() },
  async run({ env }) {
    return showEnvironment(await openEnvironment(env), new Date());
  },
});
