import { ExitCode } from '../../../base/errors.ts';
import { dueAt } from '../../../lifecycle/ending/due.ts';
import { reap, unreaped } from '../../../lifecycle/ending/reap.ts';
import { reapedData, reapedElements } from '../../../lifecycle/ending/reap-report.ts';
import { readOwners } from '../../../lifecycle/owners.ts';
import { openRegister } from '../../../register/places.ts';
import { readRegister } from '../../../register/register.ts';
import { terminalAudience } from '../../audience.ts';
import { command, formats } from '../../command.ts';

export default command({
  positionals: {},
  options: {
    alive: {
      type: 'string',
      requiresArg: true,
      describe: 'a file, or -, with the owners that are still there, one on each line, such as pr/42',
    },
    yes: { type: 'boolean', default: false, describe: 'end what is listed; without it nothing is done' },
    format: formats(),
  },
  examples: [
    ['env reap', 'List the environments whose time is over'],
    ['env reap --alive open.txt --yes', 'End them, and those whose owners are gone'],
  ],
  async run({ alive, yes, format }) {
    const owners = alive === undefined ? undefined : await readOwners(alive);
    const due = dueAt(await readRegister(await openRegister()), new Date(), owners);
    const audience = { ...terminalAudience('', { format, yes }), show: () => undefined };
    const reaped = yes ? await reap(due, audience) : unreaped(due);
    return {
      data: reapedData(reaped, yes),
      report: reapedElements(reaped, yes),
      exitCode: reaped.every(({ stays }) => stays === undefined) ? ExitCode.done : ExitCode.failed,
    };
  },
});
