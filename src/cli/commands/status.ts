import { ExitCode, UsageError } from '../../base/errors.ts';
import { areGood, certificateElements, certificatesOf } from '../../operate/status/certificates.ts';
import { statusData } from '../../operate/status/data.ts';
import { definitionElements, definitionsOf } from '../../operate/status/definitions.ts';
import { statusReport } from '../../operate/status/report.ts';
import { groupStatus } from '../../operate/status/status.ts';
import { openEnvironment } from '../../register/open.ts';
import { broughtLines } from '../brought-lines.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { openGroup, REACH_OPTIONS } from '../reach-options.ts';
import { environments } from '../suggest.ts';
import { watchGroup } from '../watch-group.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    watch: { type: 'boolean', default: false, describe: 'ask again every second, and tell what changes' },
    ...REACH_OPTIONS,
    format: formats(),
  },
  examples: [
    ['status lab', 'Could it fail over now, and what would be lost? Nothing is written'],
    ['status lab --watch', 'The same, until Ctrl-C'],
    [
      'status lab --format json',
      'For a program; it ends with 1 where the group or a certificate is not as it should be',
    ],
  ],
  suggests: { env: environments },
  async run({ env, watch, format, ...reach }) {
    if (watch && format !== 'human')
      throw new UsageError(`--watch has no --format ${format}; leave one of them out`);
    const environment = await openEnvironment(env);
    using opened = await openGroup(environment, reach);
    if (watch) return watchGroup(opened.group);
    const [status, certificates, brought] = await Promise.all([
      groupStatus(opened.group),
      certificatesOf(opened.group),
      broughtLines(environment),
    ]);
    const definitions = definitionsOf(environment, brought);
    return {
      data: { ...statusData(status), certificates, definitions, how: opened.how },
      report: [
        ...statusReport(environment, status),
        ...certificateElements(environment, certificates, new Date()),
        ...definitionElements(definitions),
      ],
      exitCode: status.verdict.healthy && areGood(certificates) ? ExitCode.done : ExitCode.failed,
    };
  },
});
