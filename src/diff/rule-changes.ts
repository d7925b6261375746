/** What the rules say of the side after, where they say something else than of the side before. */
import { type Finding, validate } from '../rules/index.ts';
import type { Environment } from '../topology/environment.ts';
import type { Change } from './change.ts';
import { plainValue, type Value } from './setting.ts';

/** What there is to deploy beside the judgement of rules. */
export interface Deploy {
  /** True where anything differs. */
  readonly differs: boolean;
  /** True where it creates a host, another in the place of one included: only that is refused by rules. */
  readonly createsHosts: boolean;
}

/**
 * A row for each rule whose judgement differs: refused, warned of, waived or kept. What was refused before and still is
 * stays a row where something else differs, since that is refused with it.
 *
 * @param before undefined for an environment that is new
 * @param today the day that end-of-life dates are compared with
 */
export function ruleChanges(
  before: Environment | undefined,
  after: Environment,
  today: Date,
  deploy: Deploy,
): readonly Change[] {
  const olds = before && judgements(before, today);
  const news = judgements(after, today);
  return [...new Set([...(olds?.keys() ?? []), ...news.keys()])].flatMap((rule) => {
    const [from, to] = [olds?.get(rule), news.get(rule)];
    const isTold = from?.text !== to?.text || (to?.verdict === 'refused' && deploy.differs);
    if (!isTold) return [];
    const values = {
      ...(olds === undefined ? {} : { before: shownAs(from) }),
      after: shownAs(to),
    };
    const waives = [from, to].some((each) => each?.verdict === 'waived');
    return [
      {
        area: 'rules',
        key: waives ? `waive.${rule}` : `rule/${rule}`,
        ...values,
        ...whatItDoes(rule, to, deploy),
        security: false,
        individual: false,
        places: [{ environment: (before ?? after).name, hosts: [] }],
      },
    ];
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

function whatItDoes(
  rule: string,
  judgement: Judgement | undefined,
  { createsHosts }: Deploy,
): Pick<Change, 'impact' | 'means' | 'note'> {
  if (judgement?.verdict !== 'refused') return { impact: 'none', means: 'nothing' };
  return {
    impact: 'refused',
    means: createsHosts ? 'deploy' : 'nothing',
    note: `refused by ${rule}: no host is created until it is mended`,
  };
}

function shownAs(judgement: Judgement | undefined): Value {
  return plainValue(judgement?.text ?? 'kept', judgement?.fields ?? 'rules');
}
