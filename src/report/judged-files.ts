/** How the judgement of configuration files is shown. */
import { onOneLine } from '../base/errors.ts';
import { type EngineVersion, titleOf } from '../redis/catalogue/index.ts';
import type { ConfigurationFile } from '../rules/files/configuration.ts';
import type { Finding } from '../rules/index.ts';
import type { FilesJudged, Lack, OpenRule } from '../rules/validate-files.ts';
import { type Element, paragraph, table } from './elements.ts';
import { countCells, countFindings, type FindingCount, findingsTable } from './findings.ts';

/** A file and what was found in it, and in those that it includes. */
export interface JudgedFile extends FindingCount {
  /** The path of the file. */
  readonly name: string;
  readonly program: 'redis' | 'sentinel';
  readonly version: EngineVersion;
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
  { findings, leftOpen }: FilesJudged,
): readonly Element[] {
  return [
    ...(findings.length > 0 ? [findingsTable(findings)] : []),
    countTable(judged),
    ...(findings.length > 0 ? [paragraph('Files have no waivers: what a rule finds is to be mended.')] : []),
    ...openText(leftOpen).map(paragraph),
  ];
}

/** More than these are counted. */
const NAMED = 5;

/** Names the files that nobody judges. */
export function notReadReport(paths: readonly string[]): readonly Element[] {
  if (paths.length === 0) return [];
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
  const named = paths.slice(0, NAMED).map(onOneLine).join(', ');
  return [paragraph(`Not read: ${named}${more}; give the paths of those that belong to these too.`)];
}

/** As what each file was read, and how many findings it has. */
function countTable(judged: readonly JudgedFile[]): Element {
  return table(
    ['file', 'read as', 'errors', 'warnings'],
    judged.map((one) => [onOneLine(one.name), readAs(one), ...countCells(one)]),
  );
}

function readAs({ program, version }: JudgedFile): string {
  return `${program}.conf of ${titleOf(version)}`;
}

/** What a file, or a number of hosts, that is missing is called in a sentence. */
const LACKING: Readonly<Record<Exclude<Lack, 'start'>, string>> = {
  server: 'a redis.conf',
  sentinel: 'a sentinel.conf',
  replicas: 'the files of all servers of the group',
  sentinels: 'the files of all Sentinels of the group',
  addresses: 'an address of each server (bind, replica-announce-ip)',
  certificates: 'certificates, keys and authorities beside the files that name them',
  definition: 'a definition of the environment',
};

/** The rules that are open are counted by what would decide them: their names are many, and data has them. */
function openText(leftOpen: readonly OpenRule[]): readonly string[] {
  const numberOf = (wanted: Lack): number => leftOpen.filter(({ lacks }) => lacks === wanted).length;
  if (numberOf('start') > 0)
    return [
      'No other rule was judged: as long as the server refuses a line, nothing tells what the files would do.',
    ];
  const wants = KINDS.filter((kind) => numberOf(kind) > 0).map(
    (kind) => `${numberOf(kind)} for want of ${LACKING[kind]}`,
  );
  return wants.length === 0 ? [] : [`Rules not judged: ${wants.join(', ')}; --format json names them.`];
}

const KINDS: readonly Exclude<Lack, 'start'>[] = [
  'server',
  'sentinel',
  'replicas',
  'sentinels',
  'addresses',
  'certificates',
  'definition',
];

function fileOf(origin: string): string {
  return origin.slice(0, origin.lastIndexOf(':'));
}
