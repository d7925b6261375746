/** What the rules say of the side after, where they say something else than of the side before. */
import { type Finding, validate } from '../rules/index.ts';
import type { Environment } from '../topology/environment.ts';
import type { Change } from './change.ts';
import { plainValue, type Value } from './setting.ts';

/**
 * A row for each rule whose judgement differs: refused, warned of, waived or kept. What was refused before and still is
 * stays a row where something else differs, since that is refused with it.
 *
 * @param today the day that end-of-life dates are compared with
 * @param rows what else differs
 */
export function ruleChanges(
  before: Environment,
  after: Environment,
  today: Date,
  rows: readonly Change[],
): readonly Change[] {
  const [olds, news] = [judgements(before, today), judgements(after, today)];
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((rule) => {
    const [from, to] = [olds.get(rule), news.get(rule)];
    const isTold = from?.text !== to?.text || (to?.verdict === 'refused' && rows.length > 0);
    return isTold ? [changeOf(rule, before, from, to)] : [];
  });
}

/** What a rule says of an environment. */
interface Judgement {
  readonly verdict: 'refused' | 'warned' | 'waived';
  /** `refused: 1 host with the role sentinel cannot lose one and still fail over`. */
  readonly text: string;
  readonly fields: string;
}

/** By rule; a rule that is kept says nothing. */
function judgements(environment: Environment, today: Date): ReadonlyMap<string, Judgement> {
  const found = validate(environment, today);
  const rules = [...new Set(found.map(({ rule }) => rule))];
  return new Map(rules.map((rule) => [rule, judged(found.filter((finding) => finding.rule === rule))]));
}

function judged(findings: readonly Finding[]): Judgement {
  const verdict = verdictOf(findings);
  const messages = [...new Set(findings.map(({ message }) => message))].sort();
  const [reason] = findings.flatMap(({ waived }) => waived ?? []);
  return {
    verdict,
    text: `${verdict}: ${reason ?? messages.join('; ')}`,
    fields: [...new Set(findings.map(({ field }) => field))].sort().join(', '),
  };
}

function verdictOf(findings: readonly Finding[]): Judgement['verdict'] {
  const open = findings.filter(({ waived }) => waived === undefined);
  if (open.length === 0) return 'waived';
  return open.some(({ severity }) => severity === 'error') ? 'refused' : 'warned';
}

function changeOf(
  rule: string,
  { name: environment }: Environment,
  from: Judgement | undefined,
  to: Judgement | undefined,
): Change {
  const isRefused = to?.verdict === 'refused';
  const waives = [from, to].some((each) => each?.verdict === 'waived');
  return {
    area: 'rules',
    key: waives ? `waive.${rule}` : `rule/${rule}`,
    before: shownAs(from),
    after: shownAs(to),
    impact: isRefused ? 'refused' : 'none',
    means: isRefused ? 'deploy' : 'nothing',
    ...(isRefused ? { note: `refused by ${rule}: no host is created until it is mended` } : {}),
    security: false,
    individual: false,
    places: [{ environment, hosts: [] }],
  };
}

function shownAs(judgement: Judgement | undefined): Value {
  return plainValue(judgement?.text ?? 'kept', judgement?.fields ?? 'rules');
}
