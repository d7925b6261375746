import { performance } from 'node:perf_hooks';
import { formatSeconds, milliseconds } from '../../../base/units.ts';
import { Group } from '../../../group/group.ts';
import { waitForHealth } from '../../../group/health.ts';
import { openRunning } from '../../../local/running.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';
import { environments } from '../../suggest.ts';
import { UP_ARGUMENT } from './on-host.ts';
import { TIMEOUT_OPTION, timeoutOf } from './timeout.ts';

export default command({
  positionals: { env: UP_ARGUMENT },
  options: { timeout: TIMEOUT_OPTION, format: formats() },
  examples: [['local wait lab --timeout 30s', 'Wait for lab, and fail after 30 s']],
  suggests: { env: environments },
  async run({ env, timeout }) {
    const began = performance.now();
    const limit = timeoutOf(timeout);
    const { cloud, environment } = await openRunning(env);
    using group = new Group(cloud, environment);
    const health = await waitForHealth(group, limit);
    const waited = milliseconds(Math.round(performance.now() - began));
    const did = `${environment.name} is healthy after ${formatSeconds(waited)}; its primary is ${health.primary}`;
    return {
      data: { environment: environment.name, waited, health, did },
      report: [paragraph({ text: did, tone: 'good' })],
    };
  },
});
