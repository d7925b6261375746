import { ExitCode, UsageError } from '../../base/errors.ts';
import { environmentNames } from '../../definition/load.ts';
import { verbatim } from '../../report/blocks.ts';
import { countFindings, countTable, findingsTable } from '../../report/findings.ts';
import { sarifLog } from '../../report/sarif.ts';
import { RULES, validate } from '../../rules/index.ts';
import { openEnvironments } from '../../topology/open.ts';
import { command, formats } from '../command.ts';

export default command({
  positionals: { env: { type: 'string', array: true, describe: 'names in stacks/ or paths of definitions' } },
  options: {
    all: { type: 'boolean', default: false, describe: 'every environment in stacks/' },
    today: { type: 'string', requiresArg: true, describe: 'judge as of this day, such as 2027-01-31' },
    format: formats('sarif'),
  },
  async run({ env = [], all, today, format }) {
    if (all === env.length > 0) throw new UsageError('give the environments to validate, or --all');
    const day = dayOf(today);
    const environments = await openEnvironments(all ? environmentNames() : env);
    const judged = environments.map((environment) => {
      const findings = validate(environment, day);
      return { name: environment.name, file: environment.file, ...countFindings(findings), findings };
    });
    const findings = judged.flatMap((one) => one.findings);
    return {
      data: { environments: judged },
      report:
        format === 'sarif'
          ? [verbatim('json', JSON.stringify(sarifLog(findings, RULES), undefined, 2))]
          : [...(findings.length > 0 ? [findingsTable(findings)] : []), countTable(judged)],
      exitCode: judged.some(({ errors }) => errors > 0) ? ExitCode.failed : ExitCode.done,
    };
  },
});

function dayOf(today: string | undefined): Date {
  if (today === undefined) return new Date();
  const day = new Date(today);
  if (/^\d{4}-\d{2}-\d{2}$/.test(today) && !Number.isNaN(day.getTime())) return day;
  throw new UsageError(`--today ${today} is not a day; write it as year-month-day, such as 2027-01-31`);
}
