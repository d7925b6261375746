/** What another version of the engine takes, and which of its defaults are others. */
import {
  directivesOf,
  type EngineVersion,
  engineOf,
  findDirective,
  isStepBack,
  isValkey,
  knowledgeOf,
  readsDataOf,
  refusalOfMove,
  titleOf,
} from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import type { ChangeImpact } from '../redis/impact.ts';
import type { ProgramChange } from './change.ts';
import type { Pair } from './pairs.ts';
import { printArguments } from './print.ts';
import { plainValue, type Settings, settingOf } from './setting.ts';

const TOLD = 'what the file or --redis-version says';

/**
 * A row for two files of different versions. Of two environments the package is a row already.
 */
export function versionChange({ before, after }: Pair): readonly ProgramChange[] {
  if (before.version === after.version) return [];
  const [from, to] = [before, after].map(({ version, versionOrigin = TOLD }) =>
    plainValue(titleOf(version), versionOrigin),
  );
  if (from === undefined || to === undefined) throw new RangeError('two sides were given');
  return [
    {
      area: 'settings',
      key: 'version',
      before: from,
      after: to,
      ...impactOf({ before, after }),
      means: 'roll-out',
      security: false,
      individual: false,
    },
  ];
}

/** Redis reads what Valkey keeps sooner than the names that Valkey writes into its file at each failover. */
function impactOf({ before: { version: from }, after: { version: to, program } }: Pair): ChangeImpact {
  const { impact, note }: ChangeImpact =
    program === 'redis' ? versionImpact(from, to) : { impact: 'restart' };
  const file =
    isValkey(from) && !isValkey(to)
      ? [`the file is to be written anew, since Valkey leaves names in it that ${titleOf(to)} refuses`]
      : [];
  const notes = [...(note === undefined ? [] : [note]), ...file];
  return notes.length === 0 ? { impact } : { impact, note: notes.join('; ') };
}

/** What another version of a server takes of hosts that keep their data. */
export function versionImpact(before: EngineVersion, after: EngineVersion): ChangeImpact {
  if (!readsDataOf(after, before))
    return { impact: 'data-loss', note: `${titleOf(after)} refuses the files that ${titleOf(before)} wrote` };
  const order = isStepBack(before, after)
    ? 'a step back: replicas first'
    : 'replicas first, the primary last';
  return { impact: 'restart', note: `${order}${reservation(after)}` };
}

/** What a roll-out does to bring another version, which it refuses where it would lose data or nobody tried it. */
export function rollOutImpact(before: EngineVersion, after: EngineVersion): ChangeImpact {
  const refusal = refusalOfMove(before, after);
  if (refusal === undefined) return versionImpact(before, after);
  const isRead = readsDataOf(after, before) && engineOf(before) === engineOf(after);
  return {
    impact: isRead ? 'restart' : 'data-loss',
    note: `vedette rollout refuses it, since ${titleOf(before)} runs, and ${refusal}`,
  };
}

/** What was read of a version, but not seen on a server of it, is said to whoever moves there. */
function reservation(version: EngineVersion): string {
  const { confirmed, source } = knowledgeOf(version);
  return confirmed ? '' : `; what is known of ${titleOf(version)} was read, not measured (${source})`;
}

/** The defaults of a version that another one does not share, as settings: a file that does not set them means both. */
export function changedDefaults(version: EngineVersion, other: EngineVersion, kind: DocumentKind): Settings {
  if (version === other) return new Map();
  const settings = directivesOf(kind, version)
    .filter(({ hidden, form, repetition }) => !hidden && form !== 'group' && repetition === 'replace')
    .flatMap((spec) => {
      const there = findDirective(kind, other, spec.name);
      if (spec.ignored || spec.default === undefined || there?.default === undefined) return [];
      if (there.ignored || printArguments(there.default) === printArguments(spec.default)) return [];
      const origin = `default of ${titleOf(version)}`;
      return [settingOf({ spec, group: undefined }, { name: spec.name, args: spec.default, origin })];
    });
  return new Map(settings.map((setting) => [setting.key, setting]));
}
