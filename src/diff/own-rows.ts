/** Rows of what Terraform makes of an environment, where no value of its definition has one. */
import type { Change } from './change.ts';
import { few } from './clause.ts';
import { type PlanMeaning, worstOf } from './infrastructure/meaning.ts';
import { isSecurity } from './infrastructure/words.ts';
import { plainValue } from './setting.ts';

/** A row for each thing, and one for all that follows. */
export function ownRows(meanings: readonly PlanMeaning[], environment: string): readonly Change[] {
  return [
    ...grouped(
      meanings.filter((meaning) => !isFollowing(meaning)),
      environment,
    ),
    ...following(meanings.filter(isFollowing), environment),
  ];
}

/** What no value of the definition explains by itself, such as a host whose subnet is another one. */
export function grouped(meanings: readonly PlanMeaning[], environment: string): readonly Change[] {
  const groups = new Map<string, PlanMeaning[]>();
  for (const meaning of meanings) {
    const group = groups.get(groupOf(meaning));
    if (group === undefined) groups.set(groupOf(meaning), [meaning]);
    else group.push(meaning);
  }
  return [...groups.values()].flatMap((group) => {
    const worst = worstOf(group);
    return worst === undefined ? [] : [ownRow(worst, environment)];
  });
}

/** What nobody decided and nothing that runs notices: what is connected anew, or made anew beside what is. */
function isFollowing({ key, impact, follows = false }: PlanMeaning): boolean {
  return (impact === 'live' || impact === 'none') && (follows || !isSecurity(key));
}

/** All that follows, in one row that names each kind: of what there was, and of what there is then. */
function following(meanings: readonly PlanMeaning[], environment: string): readonly Change[] {
  if (meanings.length === 0) return [];
  const isLive = meanings.some(({ impact }) => impact === 'live');
  return [
    {
      area: 'infrastructure',
      key: 'what follows',
      ...kinds(meanings),
      impact: isLive ? 'live' : 'none',
      means: 'deploy',
      note: 'together with what they belong to',
      clause: aroundHosts(meanings),
      security: false,
      individual: false,
      places: [{ environment, hosts: [] }],
    },
  ];
}

/** What is deleted is told apart: alarms that go are no detail. */
function aroundHosts(meanings: readonly PlanMeaning[]): string {
  const [gone, others] = [true, false].map((goes) =>
    nounsOf(meanings.filter(({ before, after }) => (before !== undefined && after === undefined) === goes)),
  );
  return [['delete', gone ?? []] as const, ['change', others ?? []] as const]
    .filter(([, nouns]) => nouns.length > 0)
    .map(([verb, nouns]) => `${verb} what is around the hosts (${few(nouns, 'kinds of resources')})`)
    .join(' and ');
}

function nounsOf(meanings: readonly PlanMeaning[]): readonly string[] {
  return [...new Set(meanings.map(({ key, noun }) => noun ?? key))].sort();
}

function kinds(meanings: readonly PlanMeaning[]): Pick<Change, 'before' | 'after'> {
  const [before, after] = (['before', 'after'] as const).map((side) => {
    const there = meanings.filter((meaning) => meaning[side] !== undefined);
    return nounsOf(there).join(', ');
  });
  const now = before === after ? 'made anew or changed' : after;
  return {
    ...(before ? { before: plainValue(before, 'the stack') } : {}),
    ...(now ? { after: plainValue(now, 'the stack') } : {}),
  };
}

function groupOf({ key, host }: PlanMeaning): string {
  return JSON.stringify([key, host]);
}

function ownRow(
  { key, host, impact, means, note, clause, before, after }: PlanMeaning,
  environment: string,
): Change {
  const values = before === undefined && after === undefined ? { after: 'another one' } : { before, after };
  return {
    area: 'infrastructure',
    key,
    ...(values.before === undefined ? {} : { before: plainValue(values.before, 'the stack') }),
    ...(values.after === undefined ? {} : { after: plainValue(values.after, 'the stack') }),
    impact,
    means,
    ...(note === undefined ? {} : { note }),
    ...(clause === undefined ? {} : { clause }),
    security: isSecurity(key),
    individual: false,
    places: [{ environment, hosts: host === undefined ? [] : [host] }],
  };
}
