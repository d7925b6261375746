/** What is known of a rule, for people and programs. */
import type { Explained, Explanation } from '../base/explanation.ts';
import { RULES } from './index.ts';
import type { Rule, RuleFacts } from './rule.ts';
import { WAIVER_RULES } from './waivers.ts';

/** Everything about a rule but how it judges. */
export interface ExplainedRule extends RuleFacts {
  readonly kind: 'rule';
  /** What it judges: environments, the configuration that an environment or files decide, or files only. */
  readonly judges: NonNullable<Rule['judges']>;
}

const JUDGES: Readonly<Record<ExplainedRule['judges'], string>> = {
  environment: 'environments',
  configuration: 'environments, and files with `vedette validate file:PATH`',
  files: 'files, with `vedette validate file:PATH`',
};

/** Explains the rule of this name, in any case. */
export function rulesNamed(name: string): readonly Explained[] {
  return explainRules()
    .filter((rule) => rule.name === name.trim().toLowerCase())
    .map((data) => ({ data, words: ruleInWords(data) }));
}

/** The name of every rule. */
export function ruleNames(): readonly string[] {
  return explainRules().map(({ name }) => name);
}

/** Explains every rule, those of waivers last. */
export function explainRules(): readonly ExplainedRule[] {
  return [...RULES, ...WAIVER_RULES].map(explainRule);
}

function explainRule(rule: RuleFacts & Pick<Partial<Rule>, 'judges'>): ExplainedRule {
  const { name, judges = 'environment', severity, waivable, summary, why, source, remedy } = rule;
  return { kind: 'rule', name, judges, severity, waivable, summary, why, source, remedy };
}

/** The same in words. */
export function ruleInWords(explained: ExplainedRule): Explanation {
  const { name, summary, why, source, remedy, judges } = explained;
  return {
    name,
    what: 'a rule',
    meaning: summary,
    facts: [
      ['why', [why]],
      ['known from', [source]],
      ['severity', [severityText(explained)]],
      ['judges', [JUDGES[judges]]],
      ['what to do', [remedy]],
      ['waiver', [waiverText(explained)]],
    ],
  };
}

function severityText({ severity, judges, waivable }: ExplainedRule): string {
  if (severity === 'warning') return 'warning: it stops nothing';
  return judges === 'files'
    ? 'error: `vedette validate` ends with exit code 1'
    : `error: no host is created or replaced until it is mended${waivable ? ' or waived' : ''}`;
}

function waiverText({ name, waivable, judges }: ExplainedRule): string {
  if (judges === 'files') return 'files have none';
  return waivable ? `\`waive: { '${name}': 'why this environment may break it' }\`` : "it can't be waived";
}
