/** Waivers: rules that an environment breaks knowingly. */
import { show } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Environment, Waiver } from '../topology/environment.ts';
import type { Finding, Rule } from './rule.ts';

const SOURCE = 'a waiver is an exception that somebody decided: one that does nothing hides a mistake';

/** Marks the findings whose rule is waived with the reason. */
export function applyWaivers(
  findings: readonly Finding[],
  { waivers }: Environment,
  rules: readonly Rule[],
): readonly Finding[] {
  const waivable = new Set(rules.filter((rule) => rule.waivable).map(({ name }) => name));
  const reasons = new Map(waivers.map(({ rule, reason }) => [rule, reason]));
  return findings.map((finding) => {
    const waived = waivable.has(finding.rule) ? reasons.get(finding.rule) : undefined;
    return waived === undefined ? finding : { ...finding, waived };
  });
}

/** What is wrong with the waivers themselves. */
export function waiverFindings(
  findings: readonly Finding[],
  { file, waivers }: Environment,
  rules: readonly Rule[],
): readonly Finding[] {
  const broken = new Set(findings.map(({ rule }) => rule));
  return waivers.flatMap((waiver) => {
    const problem = problemOf(waiver, broken, rules);
    return problem === undefined
      ? []
      : [{ severity: 'error', file, field: `waive.${waiver.rule}`, source: SOURCE, ...problem }];
  });
}

function problemOf(
  waiver: Waiver,
  broken: ReadonlySet<string>,
  rules: readonly Rule[],
): Pick<Finding, 'rule' | 'message' | 'remedy'> | undefined {
  const rule = rules.find(({ name }) => name === waiver.rule);
  if (rule === undefined)
    return {
      rule: 'waiver-unknown',
      message: `${show(waiver.rule)} is not the name of a rule`,
      remedy: nearestRule(waiver.rule, rules),
    };
  if (!rule.waivable)
    return {
      rule: 'waiver-not-allowed',
      message: 'is a rule that cannot be waived',
      remedy: 'take the waiver away and mend what the rule finds',
    };
  if (broken.has(waiver.rule)) return undefined;
  return {
    rule: 'waiver-unneeded',
    message: 'waives a rule that this environment keeps',
    remedy: 'take the waiver away',
  };
}

function nearestRule(name: string, rules: readonly Rule[]): string {
  const near = nearest(
    name,
    rules.map((rule) => rule.name),
  );
  return near === undefined ? 'take it away' : `did you mean ${near}?`;
}
