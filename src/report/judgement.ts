/** What the rules find, as a command prints it. */
import { ExitCode } from '../base/errors.ts';
import type { Opened } from '../register/open.ts';
import type { ConfigurationFile } from '../rules/files/configuration.ts';
import { type Finding, validate } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import { validateFiles } from '../rules/validate-files.ts';
import { type Element, type Outcome, verbatim } from './elements.ts';
import { countFindings, countTable, findingsTable } from './findings.ts';
import { filesReport, judgedByFile, notReadReport } from './judged-files.ts';
import type { Format } from './output.ts';
import { sarifLog } from './sarif.ts';
import { unopenedData, unopenedReport } from './unopened.ts';

/** How what rules find is told. */
export interface Telling {
  readonly format: Format;
  /** The lightest finding that fails the command. */
  readonly failOn: Severity;
  /** Told after each environment. */
  readonly done?: () => void;
}

/**
 * Judges environments.
 *
 * @param day the day that end-of-life dates are compared with
 */
export function judgeEnvironments({ environments, unopened }: Opened, day: Date, telling: Telling): Outcome {
  const judged = environments.map((environment) => {
    const findings = validate(environment, day);
    telling.done?.();
    return { name: environment.name, file: environment.file, ...countFindings(findings), findings };
  });
  const findings = judged.flatMap((one) => one.findings);
  const without = unopenedData(unopened);
  const report = [
    ...(findings.length > 0 ? [findingsTable(findings)] : []),
    countTable(judged),
    ...unopenedReport(unopened),
  ];
  const found = outcome({ environments: judged, unopened: without }, findings, report, telling);
  if (unopened.length === 0) return found;
  // SARIF has no place for them.
  const notes = telling.format === 'sarif' ? without.flatMap(({ problems }) => problems) : [];
  return { ...found, notes, exitCode: ExitCode.failed };
}

/** Files that belong together, and others beside them that nobody judges. */
export interface FilesGiven {
  readonly read: readonly ConfigurationFile[];
  /** Their paths. */
  readonly notRead: readonly string[];
}

/**
 * Judges configuration files.
 *
 * @param day the day that ends of certificates are compared with
 */
export function judgeFiles({ read, notRead }: FilesGiven, day: Date, telling: Telling): Outcome {
  const result = validateFiles(read, day);
  const judged = judgedByFile(read, result.findings);
  const data = { files: judged, notRead, notJudged: result.leftOpen.map(({ rule }) => rule) };
  const report = [...filesReport(judged, result), ...notReadReport(notRead)];
  return outcome(data, result.findings, report, telling);
}

function outcome(
  data: Outcome['data'],
  findings: readonly Finding[],
  report: readonly Element[],
  { format, failOn }: Telling,
): Outcome {
  const { errors, warnings } = countFindings(findings);
  const sarif = (): Element => verbatim('json', JSON.stringify(sarifLog(findings), undefined, 2));
  return {
    data,
    report: format === 'sarif' ? [sarif()] : report,
    exitCode: errors > 0 || (failOn === 'warning' && warnings > 0) ? ExitCode.failed : ExitCode.done,
  };
}
