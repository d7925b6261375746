/** Findings as SARIF 2.1.0, which code scanners show beside the lines of a pull request. */
import { createHash } from 'node:crypto';
import type { Finding, Rule } from '../rules/index.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Makes a SARIF log of findings.
 *
 * @param rules every rule that was judged by, so that a viewer can tell what was kept
 */
export function sarifLog(
  findings: readonly Finding[],
  rules: readonly Rule[],
): Readonly<Record<string, unknown>> {
  const ids = [...new Set([...rules.map(({ name }) => name), ...findings.map(({ rule }) => rule)])];
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vedette', rules: ids.map((id) => descriptor(id, rules)) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, ids)),
      },
    ],
  };
}

/** Findings about waivers have no rule of their own. */
function descriptor(id: string, rules: readonly Rule[]): object {
  const rule = rules.find(({ name }) => name === id);
  if (rule === undefined) return { id };
  return {
    id,
    shortDescription: { text: rule.summary },
    help: { text: rule.source },
    defaultConfiguration: { level: rule.severity },
  };
}

function result(finding: Finding, ids: readonly string[]): object {
  const { rule, severity, field, message, remedy, file, line = 1, waived } = finding;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
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
