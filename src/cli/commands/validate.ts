import { ExitCode, UsageError } from '../../base/errors.ts';
import { environmentNames } from '../../definition/load.ts';
import type { Readers } from '../../diff/source/file.ts';
import { FILE, readConfigurations, refuseFile } from '../../diff/source/given.ts';
import { type Block, type Outcome, verbatim } from '../../report/blocks.ts';
import { countFindings, countTable, findingsTable } from '../../report/findings.ts';
import { filesReport, judgedByFile } from '../../report/judged-files.ts';
import { sarifLog } from '../../report/sarif.ts';
import { unopenedData, unopenedReport } from '../../report/unopened.ts';
import { type Finding, validate } from '../../rules/index.ts';
import { validateFiles } from '../../rules/validate-files.ts';
import { openSome } from '../../topology/open.ts';
import { command, formats } from '../command.ts';
import { PROGRAM, VERSION } from '../file-options.ts';

export default command({
  positionals: {
    env: {
      type: 'string',
      array: true,
      describe:
        'names in stacks/, paths of definitions, or file: and the path of a redis.conf, sentinel.conf or folder of them',
    },
  },
  options: {
    all: { type: 'boolean', default: false, describe: 'every environment in stacks/' },
    today: { type: 'string', requiresArg: true, describe: 'judge as of this day, such as 2027-01-31' },
    'redis-version': VERSION,
    program: PROGRAM,
    format: formats('sarif'),
  },
  run({ env = [], all, today, 'redis-version': version, program, format }) {
    if (all === env.length > 0)
      throw new UsageError('give the environments or the files to validate, or --all');
    for (const given of env) if (!given.startsWith(FILE)) refuseFile(given);
    const files = env.filter((given) => given.startsWith(FILE)).map((given) => given.slice(FILE.length));
    if (files.length > 0 && files.length < env.length)
      throw new UsageError('give environments or files, since files are judged together');
    return files.length > 0
      ? judgeFiles(files, { version, program }, format)
      : judgeEnvironments(all ? environmentNames() : env, dayOf(today), format);
  },
});

async function judgeEnvironments(names: readonly string[], day: Date, format: string): Promise<Outcome> {
  const { environments, unopened } = await openSome(names);
  const judged = environments.map((environment) => {
    const findings = validate(environment, day);
    return { name: environment.name, file: environment.file, ...countFindings(findings), findings };
  });
  const findings = judged.flatMap((one) => one.findings);
  const without = unopenedData(unopened);
  const report = [
    ...(findings.length > 0 ? [findingsTable(findings)] : []),
    countTable(judged),
    ...unopenedReport(unopened),
  ];
  const found = outcome({ environments: judged, unopened: without }, findings, report, format);
  if (unopened.length === 0) return found;
  // SARIF has no place for them.
  const notes = format === 'sarif' ? without.flatMap(({ problems }) => problems) : [];
  return { ...found, notes, exitCode: ExitCode.failed };
}

function judgeFiles(paths: readonly string[], readers: Readers, format: string): Outcome {
  const files = paths.flatMap((path) => readConfigurations(path, readers));
  const result = validateFiles(files);
  const judged = judgedByFile(files, result.findings);
  const data = { files: judged, notJudged: result.leftOpen.map(({ rule }) => rule) };
  return outcome(data, result.findings, filesReport(judged, result), format);
}

function outcome(
  data: Outcome['data'],
  findings: readonly Finding[],
  report: readonly Block[],
  format: string,
): Outcome {
  const sarif = (): Block => verbatim('json', JSON.stringify(sarifLog(findings), undefined, 2));
  return {
    data,
    report: format === 'sarif' ? [sarif()] : report,
    exitCode: countFindings(findings).errors > 0 ? ExitCode.failed : ExitCode.done,
  };
}

function dayOf(today: string | undefined): Date {
  if (today === undefined) return new Date();
  const day = new Date(today);
  if (/^\d{4}-\d{2}-\d{2}$/.test(today) && !Number.isNaN(day.getTime())) return day;
  throw new UsageError(`--today ${today} is not a day; write it as year-month-day, such as 2027-01-31`);
}
