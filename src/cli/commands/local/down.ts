import { cloudOf, cloudsUp } from '../../../local/find-cloud.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';

export default command({
  positionals: { env: { type: 'string', describe: 'an environment', defaultDescription: 'all that are up' } },
  options: { format: formats() },
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
