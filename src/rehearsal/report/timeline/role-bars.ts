/** What a data host was, and whom it followed: one lane of two. */
import type { Lane, Timeline } from '../../record.ts';
import type { BarOf } from './lanes.ts';
import { intersection } from './scale.ts';

type RoleSpan = Timeline['roles'][number]['spans'][number];
type FollowSpan = Lane<string>['spans'][number];

/** The bars of a host: a replica's tell whom it is in sync with, where that is known. */
export function roleBars(
  { host, spans }: Timeline['roles'][number],
  follows: Timeline['follows'],
): readonly BarOf[] {
  const followed = follows.find((lane) => lane.host === host)?.spans ?? [];
  return joined(
    spans.flatMap((span) => (span.value === 'replica' ? replicaBars(span, followed) : [plainBar(span)])),
  );
}

function plainBar({ value, from, to }: RoleSpan): BarOf {
  return { from, to, kind: value, words: [value === 'silent' ? 'no answer' : value] };
}

/** The times of a replica, cut where it began to follow another host; what nobody knows stays a replica. */
function replicaBars(span: RoleSpan, followed: readonly FollowSpan[]): readonly BarOf[] {
  const known = followed.flatMap((one) => {
    const both = intersection(span, one);
    return both === undefined ? [] : [{ ...both, ...wordsOf(one.value) }];
  });
  const edges = [span.from, ...known.flatMap(({ from, to }) => [from, to]), span.to];
  const gaps = edges.flatMap((from, at) => {
    const to = edges[at + 1];
    return at % 2 === 0 && to !== undefined && from < to ? [{ from, to, ...REPLICA }] : [];
  });
  return [...known, ...gaps].sort((one, other) => one.from - other.from);
}

const REPLICA = { kind: 'replica', words: ['replica'] } as const;

function wordsOf(host: string): Pick<BarOf, 'kind' | 'words'> {
  if (host === 'silent') return REPLICA;
  if (host === 'nobody') return { kind: 'unsynced', words: ['replica, not in sync', 'not in sync'] };
  return { kind: 'replica', words: [`replica of ${host}`, 'replica'] };
}

/** Bars that meet and say the same are one. */
function joined(bars: readonly BarOf[]): readonly BarOf[] {
  const all: BarOf[] = [];
  for (const bar of bars) {
    const last = all.at(-1);
    const isSame = last !== undefined && last.to === bar.from && last.words[0] === bar.words[0];
    if (isSame) all[all.length - 1] = { ...last, to: bar.to };
    else all.push(bar);
  }
  return all;
}
