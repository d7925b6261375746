/** Judges configuration files by every rule that a file can decide. */
import type { TlsFiles } from '../certificates/flaw.ts';
import {
  type ConfigurationFile,
  configurationOfFiles,
  type FileConfiguration,
} from './files/configuration.ts';
import { lineIgnored, lineRefused } from './files/lines.ts';
import { tellsWatched } from './files/roles.ts';
import { errorsFirst, findingsOf } from './finding.ts';
import { RULES } from './index.ts';
import type { ConfigurationRule, FileRule, Finding, Need, Rule } from './rule.ts';

/** What was found, and what was not looked for. */
export interface FilesJudged {
  /** Errors first. Files have no waivers, so none of them is waived. */
  readonly findings: readonly Finding[];
  /** The rules that these files leave open: nobody may take them for kept. */
  readonly leftOpen: readonly OpenRule[];
}

/** What would decide a rule that files leave open: files that start, a definition, or what it needs to know. */
export type Lack = 'start' | 'definition' | Need;

/** A rule that was not judged. */
export interface OpenRule {
  readonly rule: string;
  readonly lacks: Lack;
}

/** These judge what keeps a program from starting: until that is mended, nobody knows what the files mean. */
const FIRST: readonly Rule[] = [lineRefused, lineIgnored];

/**
 * Judges files that belong together, as of a group or of one host.
 *
 * @param files as they were read, with their secrets, none of which is in the result
 * @param today the day that ends of certificates are compared with
 */
export function validateFiles(files: readonly ConfigurationFile[], today: Date): FilesJudged {
  const refused = files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  const configuration = configurationOfFiles(refused ? [] : files);
  const known = { ...configuration, files };
  const lacks = (rule: Rule): Lack | undefined => {
    if (refused && !FIRST.includes(rule)) return 'start';
    return decidesFiles(rule) ? rule.needs.find((need) => !knows(configuration, need)) : 'definition';
  };
  const found = RULES.filter(decidesFiles)
    .filter((rule) => lacks(rule) === undefined)
    .flatMap((rule) => findingsOf(rule, rule.check(known, today), ''));
  return {
    findings: errorsFirst(distinct(found)),
    leftOpen: RULES.flatMap((rule) => {
      const lack = lacks(rule);
      return lack === undefined ? [] : [{ rule: rule.name, lacks: lack }];
    }),
  };
}

function decidesFiles(rule: Rule): rule is ConfigurationRule | FileRule {
  return rule.judges === 'configuration' || rule.judges === 'files';
}

function knows(known: FileConfiguration, need: Need): boolean {
  const { servers, sentinels, groups } = known;
  switch (need) {
    case 'server':
      return servers.length > 0;
    case 'sentinel':
      return sentinels.length > 0;
    case 'replicas':
      return [...servers, ...groups].every(({ replicas }) => replicas !== undefined);
    case 'sentinels':
      return groups.every((group) => group.sentinels !== undefined);
    case 'addresses':
      return tellsWatched(known);
    case 'certificates':
      return [...servers, ...sentinels].every(({ file: { tls } }) => tls === undefined || isWhole(tls));
  }
}

function isWhole({ certificate, key, authority }: TlsFiles): boolean {
  return [certificate, key, authority].every((text) => text !== undefined);
}

/** Two groups of one file may break a rule in the same place. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
