/** Changes of settings: the files of Redis and Sentinel, host by host. */
import type { DirectiveSpec } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import { type ChangeImpact, impactOfChange } from '../redis/impact.ts';
import { reaching } from './by-hand.ts';
import type { Change } from './change.ts';
import { renameGroup } from './group.ts';
import { isIndividual } from './individual.ts';
import type { Setting } from './setting.ts';
import { defaultIn, settingsOf } from './settings.ts';
import { type HostProgram, isSingleFile, PROGRAMS, type Snapshot } from './snapshot.ts';

/** The same program on both sides. */
interface Pair {
  readonly before: HostProgram;
  readonly after: HostProgram;
}

const WILDCARDS: ReadonlySet<string> = new Set(['*', '0.0.0.0', '::', '::*', '']);

/** Compares every program that both sides have. In a single file nothing is individual: it is all there is to see. */
export function programChanges(before: Snapshot, after: Snapshot): readonly Change[] {
  const single = isSingleFile(before) || isSingleFile(after);
  return PROGRAMS.flatMap((program) =>
    pairsOf(before, after, program).flatMap((pair) => changesOf(pair, before.name)),
  ).map((change) => ({ ...change, individual: change.individual && !single }));
}

/**
 * Pairs hosts by name. Two environments that share no name are paired in their order, in which the first primary comes
 * first, since a diff of nothing would say nothing.
 */
function pairsOf(before: Snapshot, after: Snapshot, program: DocumentKind): readonly Pair[] {
  const [olds, news] = [before, after].map(({ programs }) =>
    programs.filter((one) => one.program === program),
  );
  if (olds === undefined || news === undefined) return [];
  const byName = news.flatMap((one) =>
    pair(
      olds.find(({ host }) => host === one.host),
      one,
    ),
  );
  return byName.length > 0 ? byName : news.flatMap((one, at) => pair(olds[at], one));
}

function pair(before: HostProgram | undefined, after: HostProgram): readonly Pair[] {
  return before === undefined ? [] : [{ before, after }];
}

function changesOf({ before, after }: Pair, environment: string): readonly Change[] {
  const program = after.program;
  const places = [{ environment, hosts: [before.host] }];
  const news = settingsOf(after.document, after.version, program);
  const { settings: olds, renamed } = renameGroup(settingsOf(before.document, before.version, program), news);
  const keys = new Set([...olds.keys(), ...news.keys()]);
  const changes = [...keys].flatMap((key) => {
    const from = olds.get(key) ?? defaultIn(before.version, news.get(key), program);
    const to = news.get(key) ?? defaultIn(after.version, olds.get(key), program);
    return from?.value.canonical === to?.value.canonical ? [] : changed(program, from, to);
  });
  return [...renamed, ...(renamed.length === 0 ? changes : changes.map(withoutCommand))].map((change) => ({
    ...change,
    program,
    places,
  }));
}

type Unplaced = Omit<Change, 'places' | 'program'>;

function changed(
  program: DocumentKind,
  from: Setting | undefined,
  to: Setting | undefined,
): readonly Unplaced[] {
  const setting = to ?? from;
  if (setting === undefined) return [];
  const { key, spec } = setting;
  const impact = impactOf(spec, from, to);
  const widened = spec.name === 'bind' && isOpen(to) && !isOpen(from);
  return [
    {
      area: 'settings',
      key,
      ...(from === undefined ? {} : { before: from.value }),
      ...(to === undefined ? {} : { after: to.value }),
      ...impact,
      ...reaching(program, impact.impact, { before: from, after: to }),
      security: spec.security,
      individual: isIndividual(setting) && !widened,
    },
  ];
}

/** Options of a group that has another name now are set when it is monitored under that name, not before. */
function withoutCommand({ byHand, ...change }: Unplaced): Unplaced {
  return change.key.startsWith('sentinel/') || byHand === undefined ? change : { ...change, byHand };
}

/** Sentinel takes a quorum at once, and finds the address of the primary by itself (redis sentinel.c, SENTINEL SET). */
function impactOf(spec: DirectiveSpec, from: Setting | undefined, to: Setting | undefined): ChangeImpact {
  if (spec.name !== 'monitor') return impactOfChange(spec, from?.args, to?.args);
  return from?.part === 'quorum' && to?.part === 'quorum'
    ? { impact: 'live' }
    : { impact: 'none', note: 'Sentinel follows the primary' };
}

function isOpen(setting: Setting | undefined): boolean {
  return (
    setting?.args.some(
      (address) => typeof address === 'string' && WILDCARDS.has(address.replace(/^-/, '')),
    ) ?? false
  );
}
