/** The pages of the reference, which are generated from what vedette itself reads. */
import type { Explanation } from '../base/explanation.ts';
import { explainFields, fieldInWords, MEANS_IN_WORDS } from '../definition/explain.ts';
import type { Meaning } from '../definition/meanings.ts';
import { explainRules, ruleInWords } from '../rules/explain.ts';
import { type Element, facts, heading, prose } from './elements.ts';
import { printMarkdown } from './markdown.ts';

const ABOUT_FIELDS = `# The definition of an environment

This page is generated from the table of fields in src/definition by \`npm run docs\`. A file in \`stacks/\` exports one
definition; [definition.schema.json](definition.schema.json) is its JSON Schema, \`vedette show <env>\` tells every
value that an environment has, and where it comes from, and \`vedette explain <field>\` prints what stands here.

A change takes effect by one or several of these means:

- ${MEANS_IN_WORDS.deploy} does it by itself;
- ${MEANS_IN_WORDS['roll-out']}: running hosts keep what they have until then; without a roll-out it is done by hand, host by host, or
  by replacing the host;
- ${MEANS_IN_WORDS['next-host']}: only hosts that are created or replaced from then on have it;
- ${MEANS_IN_WORDS.nothing}: no host would notice.
`;

const ABOUT_RULES = `# The rules

This page is generated from the rules in src/rules by \`npm run docs\`. \`vedette validate\` judges by them, and
\`vedette explain <rule>\` prints what stands here.
`;

/**
 * The page of the definition's fields.
 *
 * @param meanings what fields mean, by their path
 */
export function fieldsPage(meanings: ReadonlyMap<string, Meaning>): string {
  return page(ABOUT_FIELDS, explainFields(meanings).map(fieldInWords));
}

/** The page of the rules. */
export function rulesPage(): string {
  return page(ABOUT_RULES, explainRules().map(ruleInWords));
}

/** What `vedette explain` prints of a name. */
export function explanationReport({ name, what, ...rest }: Explanation): readonly Element[] {
  return [heading(`${name}, ${what}`), ...section(rest)];
}

function page(introduction: string, explanations: readonly Explanation[]): string {
  const sections = explanations.flatMap(({ name, ...rest }) => [heading(name), ...section(rest)]);
  return `${introduction}\n${printMarkdown(sections)}`;
}

function section({ meaning, facts: known }: Pick<Explanation, 'meaning' | 'facts'>): readonly Element[] {
  return [prose(meaning), facts(known)];
}
