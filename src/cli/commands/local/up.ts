import { performance } from 'node:perf_hooks';
import { formatSeconds, milliseconds } from '../../../base/units.ts';
import { packageTitle } from '../../../definition/packages.ts';
import { engineIn, enginesOf, filesOf } from '../../../local/engine.ts';
import { checkRequirements, thisMachine } from '../../../local/requirements.ts';
import { openEnvironment } from '../../../register/open.ts';
import { bootEnvironment } from '../../../rehearsal/boot.ts';
import { refuseFiles } from '../../../rehearsal/refused-files.ts';
import { note } from '../../../report/output.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../../command.ts';
import { timed } from '../../durations.ts';
import { ENGINE_OF_OPTION, ENGINE_OPTION } from '../../engine-option.ts';
import { refuseErrors } from '../../refuse-errors.ts';
import { environments } from '../../suggest.ts';
import { groupReport } from './group-report.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    ...ENGINE_OPTION,
    ...ENGINE_OF_OPTION,
    anyway: { type: 'boolean', default: false, describe: 'boot hosts whatever rules find' },
    format: formats(),
  },
  examples: [
    ['local up lab', 'Boot the hosts of lab'],
    ['local up lab --engine ./valkey-server', 'With another engine than the Redis of this machine'],
    ['local up ./shop.ts --anyway', 'Whatever rules find in it'],
  ],
  suggests: { env: environments },
  async run({ env, engine: path, 'engine-of': given, anyway }) {
    const environment = await openEnvironment(env);
    refuseErrors(environment, 'boot it', anyway);
    checkRequirements(thisMachine());
    const engines = enginesOf(given.map(String));
    const { engine: own, usual } = engineIn(environment.redis, { path, engines });
    const { files: _, ...engine } = own;
    refuseFiles(environment, engine);
    note(
      `${engine.name} ${engine.version} (${engine.program}) runs in the place of the package ${packageTitle(environment.redis.version)}`,
    );
    const began = performance.now();
    const { cloud, health } = await timed(
      `local up ${environment.name}`,
      `${environment.name} comes up`,
      () =>
        bootEnvironment(environment, {
          tether: false,
          engine: usual.files,
          engines: filesOf(engines),
          tell: note,
        }),
    );
    note(`${environment.name}: healthy after ${formatSeconds(milliseconds(performance.now() - began))}`);
    const hosts = await cloud.hosts();
    return {
      data: { environment: environment.name, engine, package: environment.redis.package, hosts, health },
      report: groupReport(environment, hosts, health),
      notes: [`end it with vedette local down ${env}`],
    };
  },
});
