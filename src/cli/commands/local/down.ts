import { UserError } from '../../../base/errors.ts';
import { connect } from '../../../local/connection.ts';
import { cloudsOfFolder, cloudsOfMachine, describeEntry, findCloudOf } from '../../../local/find-cloud.ts';
import type { CloudEntry } from '../../../local/registry.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';

export default command({
  positionals: {
    env: { type: 'string', describe: 'an environment', defaultDescription: 'all that this folder has up' },
  },
  options: { format: formats() },
  examples: [
    ['local down lab', 'Remove the hosts of lab'],
    ['local down', 'Remove everything that this folder has up'],
  ],
  suggests: { env: environments },
  async run({ env }) {
    const entries = env === undefined ? ofFolder() : [await findCloudOf(env)];
    const up = entries.filter((entry) => entry !== undefined);
    await Promise.all(up.map((entry) => connect(entry).down()));
    const ended = up.map(({ name }) => name);
    return {
      data: { ended },
      report: [paragraph(ended.length === 0 ? 'nothing was up' : `ended: ${ended.join(', ')}`)],
    };
  },
});

/** Who names nothing does not mean what others have up. */
function ofFolder(): readonly CloudEntry[] {
  const here = cloudsOfFolder();
  const others = cloudsOfMachine();
  if (here.length > 0 || others.length === 0) return here;
  throw new UserError(
    `nothing of this folder is up; ${others.map(describeEntry).join('; ')}; name what is to end, as in vedette local down ${others[0]?.file ?? others[0]?.name}`,
  );
}
