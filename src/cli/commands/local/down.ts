import { cloudOf, cloudsUp } from '../../../local/find-cloud.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';

export default command({
  positionals: { env: { type: 'string', describe: 'an environment', defaultDescription: 'all that are up' } },
  options: { format: formats() },
  examples: [
    ['local down lab', 'Remove the hosts of lab'],
    ['local down', 'Remove everything that is up'],
  ],
  suggests: { env: environments },
  async run({ env }) {
    const clouds = env === undefined ? await cloudsUp() : [await cloudOf(env)];
    const up = clouds.filter((cloud) => cloud !== undefined);
    await Promise.all(up.map((cloud) => cloud.down()));
    const ended = up.map(({ name }) => name);
    return {
      data: { ended },
      report: [paragraph(ended.length === 0 ? 'nothing was up' : `ended: ${ended.join(', ')}`)],
    };
  },
});
