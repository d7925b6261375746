/** Changes of topology and infrastructure: what two environments decide, and what Terraform makes of it. */
import type { ChangeImpact } from '../redis/impact.ts';
import type { States } from '../topology/address-moves.ts';
import type { Environment, Host } from '../topology/environment.ts';
import type { Change, Place } from './change.ts';
import { ENVIRONMENT_FACTS, type Fact, HOST_FACTS, type HostFact } from './facts.ts';
import type { InfrastructurePlan } from './infrastructure/action.ts';
import { type HostNames, type PlanMeaning, planMeanings, worstOf } from './infrastructure/meaning.ts';
import { ownRows } from './own-rows.ts';
import { plainValue } from './setting.ts';

/**
 * Compares what both environments decide, for all hosts and for those that both have. What it does is what the stacks
 * tell: a value that differs has the worst of all that it leads to, and what no value explains has a row of its own.
 *
 * @param plan what Terraform would do; undefined where the stacks are the same
 */
export function environmentChanges(
  before: Environment,
  after: Environment,
  plan: InfrastructurePlan | undefined,
): readonly Change[] {
  const meanings = plan === undefined ? [] : planMeanings(plan, hostNames(before, after));
  const facts = [...ofEnvironments(before, after), ...ofHosts(before, after)];
  const told = facts.map(({ row, beside, told: further }) => {
    const own = meanings.filter((meaning) => explains(row, meaning));
    return { row: withNote(withImpact(row, [...own, ...beside]), further), own };
  });
  const explained = new Set(told.flatMap(({ own }) => own));
  const others = meanings.filter((meaning) => !explained.has(meaning));
  return [...told.map(({ row }) => row), ...ownRows(others, before.name)];
}

/** A fact that differs, before it is known what that does. */
interface Differing {
  readonly row: Change;
  readonly beside: readonly PlanMeaning[];
  /** Why the value of one environment changes; nothing between two. */
  readonly told: readonly string[];
}

function hostNames(before: Environment, after: Environment): HostNames {
  const [olds, news] = [before, after].map(({ hosts }) => new Set(hosts.map(({ name }) => name)));
  const all = new Set([...(olds ?? []), ...(news ?? [])]);
  return { all, moving: new Set([...all].filter((name) => !(olds?.has(name) && news?.has(name)))) };
}

function ofEnvironments(before: Environment, after: Environment): readonly Differing[] {
  const here: Place = { environment: before.name, hosts: [] };
  return ENVIRONMENT_FACTS.flatMap((fact) =>
    differing(fact, fact.key, { before: [before, before], after: [after, after] }, here),
  );
}

function ofHosts(before: Environment, after: Environment): readonly Differing[] {
  const facts = HOST_FACTS.map((fact) => ({ fact, tell: tellerOf(fact, { before, after }) }));
  return after.hosts.flatMap((host) => {
    const old = before.hosts.find(({ name }) => name === host.name);
    if (old === undefined) return [];
    const here: Place = { environment: before.name, hosts: [host.name] };
    const sides = { before: [old, before], after: [host, after] } as const;
    return facts.flatMap(({ fact, tell }) =>
      differing<Host>(fact, `host/${fact.key}`, sides, here).map((each) => ({ ...each, told: tell(old) })),
    );
  });
}

/** What tells why a value of one environment changes: nothing of two. */
function tellerOf({ tell }: HostFact, states: States): (before: Host) => readonly string[] {
  const tellOf = states.before.name === states.after.name ? tell?.(states) : undefined;
  return (before) => (tellOf === undefined ? [] : [tellOf(before)]);
}

function differing<Subject>(
  fact: Fact<Subject>,
  key: string,
  { before, after }: Readonly<Record<'before' | 'after', readonly [Subject, Environment]>>,
  place: Place,
): readonly Differing[] {
  const [from, to] = [fact.read(...before), fact.read(...after)];
  if (from?.text === to?.text) return [];
  const means = fact.means ?? 'deploy';
  const beside: ChangeImpact = fact.beside?.(before[0], after[0]) ?? { impact: 'none' };
  return [
    {
      row: {
        area: fact.area,
        key,
        ...(from === undefined ? {} : { before: plainValue(from.text, from.origin) }),
        ...(to === undefined ? {} : { after: plainValue(to.text, to.origin) }),
        impact: 'none',
        means,
        security: fact.security ?? false,
        individual: before[1].name !== after[1].name && (fact.individual ?? false),
        places: [place],
      },
      told: [],
      beside: [{ key, means: beside.impact === 'none' && means === 'deploy' ? 'nothing' : means, ...beside }],
    },
  ];
}

/** A value of a host explains what becomes of that host, one of the environment what becomes of any. */
function explains({ key, places: [place] }: Change, meaning: PlanMeaning): boolean {
  const [host] = place?.hosts ?? [];
  if (host !== undefined && host !== meaning.host) return false;
  return meaning.key === key || (meaning.key === 'open to' && key.startsWith('open to/'));
}

function withNote(row: Change, further: readonly string[]): Change {
  const notes = [...(row.note === undefined ? [] : [row.note]), ...further];
  return notes.length === 0 ? row : { ...row, note: notes.join('; ') };
}

function withImpact(row: Change, own: readonly PlanMeaning[]): Change {
  const worst = worstOf(own);
  if (worst === undefined) return row;
  const { impact, means, note, clause } = worst;
  return {
    ...row,
    impact,
    means,
    ...(note === undefined ? {} : { note }),
    ...(clause === undefined ? {} : { clause }),
  };
}
