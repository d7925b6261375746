import { performance } from 'node:perf_hooks';
import { UserError } from '../../../base/errors.ts';
import { formatSeconds, milliseconds } from '../../../base/units.ts';
import { askForFailover } from '../../../group/failover.ts';
import { Group } from '../../../group/group.ts';
import { groupHealth, waitForHealth } from '../../../group/health.ts';
import { whileAskingOften } from '../../../group/info-period.ts';
import { openRunning } from '../../../local/running.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';
import { UP_ARGUMENT } from './on-host.ts';
import { TIMEOUT_OPTION, timeoutOf } from './timeout.ts';

export default command({
  positionals: { env: UP_ARGUMENT },
  options: { timeout: TIMEOUT_OPTION, format: formats() },
  examples: [['local failover lab', 'Let a replica of lab become the primary']],
  suggests: { env: environments },
  async run({ env, timeout }) {
    const limit = timeoutOf(timeout);
    const { cloud, environment } = await openRunning(env);
    using group = new Group(cloud, environment);
    const { primary: before } = await groupHealth(group);
    if (before === undefined)
      throw new UserError(`the Sentinels of ${cloud.name} do not name one primary; wait until they do`);
    const began = performance.now();
    const { asked, health } = await whileAskingOften(group, async () => ({
      asked: await askForFailover(group),
      health: await waitForHealth(group, limit, ({ primary }) => primary !== before),
    }));
    const took = milliseconds(Math.round(performance.now() - began));
    const did = `${asked.name} was asked: ${health.primary} is the primary in the place of ${before}, and the group is healthy after ${formatSeconds(took)}`;
    return {
      data: { environment: environment.name, asked: asked.name, before, after: health.primary, took, did },
      report: [paragraph({ text: did, tone: 'good' })],
    };
  },
});
