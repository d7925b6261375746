/** Waivers: rules that an environment breaks knowingly. */
import { show } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Environment, Waiver } from '../topology/environment.ts';
import { findingsOf } from './finding.ts';
import type { Finding, Rule, RuleFacts, Violation } from './rule.ts';

const ABOUT_WAIVERS = {
  severity: 'error',
  waivable: false,
  source: 'a waiver is an exception that somebody decided: one that does nothing hides a mistake',
} as const;

const UNKNOWN = {
  ...ABOUT_WAIVERS,
  name: 'waiver-unknown',
  summary: 'A waiver names a rule.',
  why: 'One that names none waives nothing, and the rule that is meant still refuses.',
  remedy: 'take it away',
} as const;

const NOT_ALLOWED = {
  ...ABOUT_WAIVERS,
  name: 'waiver-not-allowed',
  summary: 'Only rules that may be waived are.',
  why: 'Breaking one of the others means no start, no failover, or data destroyed.',
  remedy: 'take the waiver away and mend what the rule finds',
} as const;

const UNNEEDED = {
  ...ABOUT_WAIVERS,
  name: 'waiver-unneeded',
  summary: 'A waiver is of a rule that the environment breaks.',
  why: 'An exception that nothing needs lets the next mistake pass.',
  remedy: 'take the waiver away',
} as const;

/** The rules of waivers themselves. */
export const WAIVER_RULES: readonly RuleFacts[] = [UNKNOWN, NOT_ALLOWED, UNNEEDED];

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

/**
 * What is wrong with the waivers themselves. An environment that was created of another one has that one's, and need not
 * need them: it is smaller and less guarded.
 */
export function waiverFindings(
  findings: readonly Finding[],
  { file, waivers, createdFrom }: Environment,
  rules: readonly Rule[],
): readonly Finding[] {
  const broken = new Set(findings.map(({ rule }) => rule));
  return waivers.flatMap((waiver) => {
    const problem = problemOf(waiver, broken, rules);
    if (problem === undefined || (createdFrom !== undefined && problem.rule === UNNEEDED)) return [];
    return findingsOf(problem.rule, [{ field: `waive.${waiver.rule}`, ...problem.violation }], file);
  });
}

/** The rule of waivers that a waiver breaks, and how. */
interface WaiverProblem {
  readonly rule: RuleFacts;
  readonly violation: Pick<Violation, 'message' | 'remedy'>;
}

function problemOf(
  waiver: Waiver,
  broken: ReadonlySet<string>,
  rules: readonly Rule[],
): WaiverProblem | undefined {
  const rule = rules.find(({ name }) => name === waiver.rule);
  if (rule === undefined)
    return {
      rule: UNKNOWN,
      violation: { message: `${show(waiver.rule)} is not the name of a rule`, ...meantRule(waiver, rules) },
    };
  if (!rule.waivable) return { rule: NOT_ALLOWED, violation: { message: 'is a rule that cannot be waived' } };
  if (broken.has(waiver.rule)) return undefined;
  return { rule: UNNEEDED, violation: { message: 'waives a rule that this environment keeps' } };
}

function meantRule({ rule }: Waiver, rules: readonly Rule[]): Pick<Violation, 'remedy'> {
  const near = nearest(
    rule,
    rules.map(({ name }) => name),
  );
  return near === undefined ? {} : { remedy: `did you mean ${near}?` };
}
