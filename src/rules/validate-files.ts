/** Judges configuration files by every rule that a file can decide. */
import type { Configuration } from './configuration.ts';
import { type ConfigurationFile, configurationOfFiles } from './files/configuration.ts';
import { lineIgnored, lineRefused } from './files/lines.ts';
import { errorsFirst, findingsOf } from './finding.ts';
import { RULES } from './index.ts';
import type { ConfigurationRule, FileRule, Finding, Need, Rule } from './rule.ts';

/** What was found, and what was not looked for. */
export interface FilesJudged {
  /** Errors first. Files have no waivers, so none of them is waived. */
  readonly findings: readonly Finding[];
  /** The names of the rules that these files leave open: nobody may take them for kept. */
  readonly notJudged: readonly string[];
}

/** These judge what keeps a program from starting: until that is mended, nobody knows what the files mean. */
const FIRST: readonly Rule[] = [lineRefused, lineIgnored];

/**
 * Judges files that belong together, as of a group or of one host.
 *
 * @param files as they were read, with their secrets, none of which is in the result
 */
export function validateFiles(files: readonly ConfigurationFile[]): FilesJudged {
  const refused = files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  const configuration = configurationOfFiles(refused ? [] : files);
  const known = { ...configuration, files };
  const judging = RULES.filter(decidesFiles).filter((rule) =>
    refused ? FIRST.includes(rule) : rule.needs.every((need) => knows(configuration, need)),
  );
  const found = judging.flatMap((rule) => findingsOf(rule, rule.check(known), ''));
  return {
    findings: errorsFirst(distinct(found)),
    notJudged: RULES.filter((rule) => !judging.some((one) => one === rule)).map(({ name }) => name),
  };
}

function decidesFiles(rule: Rule): rule is ConfigurationRule | FileRule {
  return rule.judges === 'configuration' || rule.judges === 'files';
}

function knows({ servers, sentinels, groups }: Configuration, need: Need): boolean {
  switch (need) {
    case 'server':
      return servers.length > 0;
    case 'sentinel':
      return sentinels.length > 0;
    case 'replicas':
      return [...servers, ...groups].every(({ replicas }) => replicas !== undefined);
    case 'sentinels':
      return groups.every((group) => group.sentinels !== undefined);
  }
}

/** Two groups of one file may break a rule in the same place. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
