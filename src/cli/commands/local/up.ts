import { performance } from 'node:perf_hooks';
import { formatSeconds, milliseconds } from '../../../base/units.ts';
import { engineOf } from '../../../local/engine.ts';
import { checkRequirements, thisMachine } from '../../../local/requirements.ts';
import { openEnvironment } from '../../../register/open.ts';
import { bootEnvironment } from '../../../rehearsal/boot.ts';
import { note } from '../../../report/output.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../../command.ts';
import { timed } from '../../durations.ts';
import { environments } from '../../suggest.ts';
import { groupReport } from './group-report.ts';
import { refuseErrors } from './refuse-errors.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    'redis-server': {
      type: 'string',
      requiresArg: true,
      describe: 'run this redis-server and the redis-sentinel beside it',
    },
    anyway: { type: 'boolean', default: false, describe: 'boot hosts whatever rules find' },
    format: formats(),
  },
  examples: [
    ['local up lab', 'Boot the hosts of lab'],
    ['local up lab --redis-server ./redis-server', 'With another build of Redis'],
    ['local up ./shop.ts --anyway', 'Whatever rules find in it'],
  ],
  suggests: { env: environments },
  async run({ env, 'redis-server': redisServer, anyway }) {
    const environment = await openEnvironment(env);
    refuseErrors(environment, anyway);
    checkRequirements(thisMachine());
    const engine = engineOf(redisServer);
    const { package: wanted } = environment.redis;
    note(`${engine.name} ${engine.version} (${engine.program}) runs in the place of the package ${wanted}`);
    const began = performance.now();
    const { cloud, health } = await timed(
      `local up ${environment.name}`,
      `${environment.name} comes up`,
      () => bootEnvironment(environment, { tether: false, redisServer, tell: note }),
    );
    note(`${environment.name}: healthy after ${formatSeconds(milliseconds(performance.now() - began))}`);
    const hosts = await cloud.hosts();
    return {
      data: { environment: environment.name, engine, package: wanted, hosts, health },
      report: groupReport(environment, hosts, health),
      notes: [`end it with vedette local down ${env}`],
    };
  },
});
