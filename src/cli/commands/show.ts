import { showEnvironment } from '../../report/decided.ts';
import { openEnvironment } from '../../topology/open.ts';
import { command, ENVIRONMENT, formats } from '../command.ts';

export default command({
  positionals: { env: ENVIRONMENT },
  options: { format: formats() },
  async run({ env }) {
    return showEnvironment(await openEnvironment(env), new Date());
  },
});
