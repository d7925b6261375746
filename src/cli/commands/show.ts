import { openEnvironment } from '../../register/open.ts';
import { showEnvironment } from '../../report/decided.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: { format: formats() },
  examples: [
    ['show lab', 'Every value of lab and where it comes from'],
    ['show production --format markdown', 'The same for a page'],
  ],
  suggests: { env: environments },
  async run({ env }) {
    return showEnvironment(await openEnvironment(env), new Date());
  },
});
