import { ExitCode } from '../../base/errors.ts';
import { driftData } from '../../operate/drift/data.ts';
import { findDrift } from '../../operate/drift/drift.ts';
import { withInfrastructure } from '../../operate/drift/infrastructure.ts';
import { driftReport } from '../../operate/drift/report.ts';
import { isDrifted } from '../../operate/drift/summary.ts';
import { openEnvironment } from '../../register/open.ts';
import { rememberedLines } from '../brought-lines.ts';
import { broughtTo } from '../brought-to.ts';
import { command, ENVIRONMENT_ARGUMENT, formats } from '../command.ts';
import { infrastructureDrift } from '../infrastructure-drift.ts';
import { openGroup, REACH_OPTIONS } from '../reach-options.ts';
import { environments } from '../suggest.ts';

export default command({
  positionals: { env: ENVIRONMENT_ARGUMENT },
  options: {
    'exit-code': {
      type: 'boolean',
      default: false,
      describe: 'end with 2 if anything differs that is not expected, or nobody can tell',
    },
    'no-infrastructure': {
      type: 'boolean',
      default: false,
      describe: 'leave out what Terraform finds changed under the group, which takes longest',
    },
    ...REACH_OPTIONS,
    format: formats(),
  },
  examples: [
    ['drift staging', 'What runs otherwise than it is declared, and where that comes from'],
    ['drift staging --exit-code', 'In a job of CI that watches: end with 2 where something does'],
  ],
  suggests: { env: environments },
  async run({ env, 'exit-code': tells, 'no-infrastructure': isLeftOut, format: _format, ...reach }) {
    const environment = await openEnvironment(env);
    using opened = await openGroup(environment, reach);
    const { base, standsIn } = await broughtTo(environment);
    const brought = base === undefined ? await rememberedLines(environment) : new Map();
    const found = await findDrift(opened.group, base, { standsIn, brought });
    // What vedette local up booted has no Terraform under it.
    const drift =
      isLeftOut || base !== undefined
        ? found
        : withInfrastructure(found, await infrastructureDrift(environment));
    return {
      data: { ...driftData(drift), how: opened.how },
      report: driftReport(drift),
      exitCode: tells && isDrifted(drift) ? ExitCode.different : ExitCode.done,
    };
  },
});
