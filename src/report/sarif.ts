/** Findings as SARIF 2.1.0, which code scanners show beside the lines of a pull request. */
import { createHash } from 'node:crypto';
import { type ExplainedRule, explainRules, ruleInWords } from '../rules/explain.ts';
import type { Finding } from '../rules/index.ts';
import { facts } from './elements.ts';
import { printMarkdown } from './markdown.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Makes a SARIF log of findings. It names every rule, so that a viewer can tell what was kept. */
export function sarifLog(findings: readonly Finding[]): Readonly<Record<string, unknown>> {
  const rules = explainRules();
  const names = rules.map(({ name }) => name);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vedette', rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, names)),
      },
    ],
  };
}

/** With what `vedette explain` says of the rule. */
function descriptor(rule: ExplainedRule): object {
  const { meaning, facts: known } = ruleInWords(rule);
  const lines = known.flatMap(([about, texts]) => texts.map((text) => `${about}: ${text}`));
  return {
    id: rule.name,
    shortDescription: { text: meaning },
    fullDescription: { text: rule.why },
    help: { text: lines.join('\n'), markdown: printMarkdown([facts(known)]) },
    defaultConfiguration: { level: rule.severity },
  };
}

function result(finding: Finding, names: readonly string[]): object {
  const { rule, severity, field, message, remedy, file, line = 1, waived } = finding;
  return {
    ruleId: rule,
    ruleIndex: names.indexOf(rule),
    level: severity,
    message: { text: `${field}: ${message}; ${remedy}.` },
    locations: [
      {
        // A definition is a program, and a default stands nowhere: scanners want a line to show a finding at.
        physicalLocation: { artifactLocation: { uri: uri(file) }, region: { startLine: line } },
        logicalLocations: [{ fullyQualifiedName: field, kind: 'member' }],
      },
    ],
    partialFingerprints: { 'ruleFileField/v1': fingerprint([rule, file, field]) },
    ...(waived === undefined
      ? {}
      : { suppressions: [{ kind: 'inSource', status: 'accepted', justification: waived }] }),
  };
}

/** What a finding is about, not how it is worded: it stays the same finding when its message is improved. */
function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

function uri(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
