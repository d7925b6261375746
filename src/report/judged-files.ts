/** How the judgement of configuration files is shown. */
import type { ConfigurationFile } from '../rules/files/configuration.ts';
import type { Finding } from '../rules/index.ts';
import type { FilesJudged } from '../rules/validate-files.ts';
import { type Block, paragraph } from './blocks.ts';
import { countFindings, type FindingCount, fileCountTable, findingsTable } from './findings.ts';

/** A file and what was found in it, and in those that it includes. */
export interface JudgedFile extends FindingCount {
  /** The path of the file. */
  readonly name: string;
  readonly program: 'redis' | 'sentinel';
  readonly version: string;
  readonly findings: readonly Finding[];
}

/** Tells the findings by file; those of an included file are the file's that includes it. */
export function judgedByFile(
  files: readonly ConfigurationFile[],
  findings: readonly Finding[],
): readonly JudgedFile[] {
  return files.map(({ path, program, version, document, problems }) => {
    const own = new Set([path, ...[...document, ...problems].map(({ origin }) => fileOf(origin))]);
    const found = findings.filter(({ file }) => own.has(file));
    return { name: path, program, version, ...countFindings(found), findings: found };
  });
}

/** The findings, how many there are by file, and what was not looked for. */
export function filesReport(
  judged: readonly JudgedFile[],
  { findings, notJudged }: FilesJudged,
): readonly Block[] {
  return [
    ...(findings.length > 0 ? [findingsTable(findings)] : []),
    fileCountTable(judged),
    ...(findings.length > 0 ? [paragraph('Files have no waivers: what a rule finds is to be mended.')] : []),
    paragraph(`Not judged from these files: ${notJudged.join(', ')}.`),
  ];
}

function fileOf(origin: string): string {
  return origin.slice(0, origin.lastIndexOf(':'));
}
