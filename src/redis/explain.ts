/** Everything that is known about a directive, for people and programs. */

import type { Explained, Explanation, ExplanationFact } from '../base/explanation.ts';
import type { ChangeCommand, DirectiveImpact, Turn } from './catalogue/change.ts';
import {
  compareVersions,
  type DirectiveSpec,
  type DocumentKind,
  directivesOf,
  knowledgeOf,
  REDIS_VERSIONS,
  type RedisVersion,
  rowsOf,
} from './catalogue/index.ts';
import { MEANINGS } from './catalogue/meaning.ts';
import type { Unit } from './catalogue/spec.ts';
import { describeType } from './describe.ts';

/** What a directive takes in a range of versions. */
export interface VersionFacts {
  /** `7.0 to 7.2`, or one version. */
  readonly versions: string;
  /** What of it was compared with a running server. */
  readonly confirmed: readonly RedisVersion[];
  /** What was only read. */
  readonly unconfirmed: readonly RedisVersion[];
  /** Where the first of these versions is known from. */
  readonly source: string;
  /** The command that changes it there while the server runs; undefined if none does. */
  readonly command: ChangeCommand | undefined;
  /** What a value is: `a whole number from 1 to 64`. */
  readonly value: string;
  /** What to write: `digits without a unit`. */
  readonly write: string;
  /** As Redis reads it; undefined if there is no value without a line. */
  readonly default: string | undefined;
  /** The program reads the line and does nothing with it. */
  readonly ignored: boolean;
  /** Why a definition can't set it there; undefined if it can. */
  readonly owned: string | undefined;
}

const [OLDEST] = REDIS_VERSIONS;
const NEWEST = REDIS_VERSIONS[REDIS_VERSIONS.length - 1] ?? OLDEST;

/** Everything about a directive. */
export interface ExplainedDirective {
  readonly kind: 'directive';
  readonly name: string;
  readonly file: 'redis.conf' | 'sentinel.conf';
  /** How a line begins: `sentinel down-after-milliseconds <group>`. */
  readonly line: string;
  readonly aliases: readonly string[];
  readonly meaning: string;
  readonly unit: Unit | undefined;
  /** The first version that has it; undefined if the oldest known one does. */
  readonly since: RedisVersion | undefined;
  /** The last version that has it; undefined if the newest known one does. */
  readonly until: RedisVersion | undefined;
  /** Oldest first; more than one where versions differ. */
  readonly versions: readonly VersionFacts[];
  /** What a second line of it does. */
  readonly repetition: string;
  /** What changing it takes in general, and in a direction. */
  readonly change: DirectiveImpact;
  readonly note: string | undefined;
  readonly turns: readonly Turn[];
  readonly security: boolean;
  readonly secret: boolean;
  readonly state: boolean;
  /** Its newest version reads the line and does nothing with it. */
  readonly ignored: boolean;
  /** Why a definition can't set it with its newest version; undefined if it can. */
  readonly owned: string | undefined;
}

const KINDS: readonly DocumentKind[] = ['redis', 'sentinel'];

/**
 * Explains what a name, an alias or a line as it is written stands for, in any case: in both files where both have it,
 * but not in one that only ignores it.
 */
export function directivesNamed(written: string): readonly Explained[] {
  const [first = '', second] = written.trim().split(/\s+/);
  const isOption = first.toLowerCase() === 'sentinel' && second !== undefined;
  const found = isOption
    ? [explainDirective('sentinel', second)]
    : KINDS.map((kind) => explainDirective(kind, first));
  const known = found.filter((one) => one !== undefined);
  const heeded = known.filter(({ versions }) => versions.some(({ ignored }) => !ignored));
  return (heeded.length > 0 ? heeded : known).map((data) => ({ data, words: directiveInWords(data) }));
}

/** Every name that `directivesNamed` knows, and every beginning of a line. */
export function directiveNames(): readonly string[] {
  const specs = KINDS.flatMap((kind) => REDIS_VERSIONS.flatMap((version) => directivesOf(kind, version)));
  return [
    ...specs.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...specs.filter(({ form }) => form !== 'plain').map(({ name }) => `sentinel ${name}`),
  ];
}

/** Explains a directive by its name or an alias, as its newest version has it; undefined if no version does. */
export function explainDirective(kind: DocumentKind, name: string): ExplainedDirective | undefined {
  const rows = rowsOf(kind, name);
  const newest = rows.at(-1);
  if (newest === undefined) return undefined;
  const heeded = rows.findLast(({ ignored }) => !ignored) ?? newest;
  return {
    kind: 'directive',
    name: newest.name,
    file: `${kind}.conf`,
    line: BEGINNINGS[newest.form](newest.name),
    aliases: [...new Set(rows.flatMap(({ aliases }) => aliases))],
    meaning: MEANINGS.get(newest.name) ?? '',
    unit: heeded.unit,
    since: rows[0]?.since,
    until: newest.until,
    versions: rows.map(versionFacts),
    repetition:
      newest.form === 'group' && newest.repetition === 'replace'
        ? 'one line for each group'
        : REPETITIONS[newest.repetition],
    change: heeded.change,
    note: heeded.note,
    turns: heeded.turns,
    security: newest.security,
    secret: newest.secret,
    state: newest.state,
    ignored: newest.ignored,
    owned: newest.owned,
  };
}

/** The same in words. */
export function directiveInWords(explained: ExplainedDirective): Explanation {
  const { name, file, line, aliases, meaning, versions, repetition } = explained;
  const facts: readonly ExplanationFact[] = [
    ['line', [`${line} ...`, ...aliases.map((alias) => `${alias} is read as the same`)]],
    ['value', versions.map((facts) => valueText(explained, facts))],
    ['known from', knownFrom(explained)],
    ['repeated', [repetition]],
    ['changing it', changeText(explained)],
    ['beyond that', remarks(explained)],
  ];
  return {
    name,
    what: `a directive of ${file}`,
    meaning,
    facts: facts.filter(([, texts]) => texts.length > 0),
  };
}

const BEGINNINGS = {
  plain: (name: string) => name,
  sentinel: (name: string) => `sentinel ${name}`,
  group: (name: string) => `sentinel ${name} <group>`,
} as const;

const REPETITIONS = {
  replace: 'the last line counts',
  append: 'lines add to each other, and an empty one clears those before it',
  merge: 'lines are merged by class',
  separate: 'each line stands for itself',
} as const;

const CHANGES: Readonly<Record<DirectiveImpact, string>> = {
  live: 'at once',
  'live-heavy': 'while it runs, with work or an order of steps',
  restart: 'by a restart',
  'data-loss': 'at the risk of data',
  unknown: 'in a way that is not known here',
};

function versionFacts(spec: DirectiveSpec): VersionFacts {
  const { what, write } = describeType(spec.type);
  const { first, last, all } = versionsOf(spec);
  return {
    versions: first === last ? first : `${first} to ${last}`,
    confirmed: all.filter((version) => knowledgeOf(version).confirmed),
    unconfirmed: all.filter((version) => !knowledgeOf(version).confirmed),
    source: knowledgeOf(first).source,
    command: spec.command,
    value: what,
    write,
    default: spec.default?.join(' '),
    ignored: spec.ignored,
    owned: spec.owned,
  };
}

/** The versions of a row, oldest first. */
function versionsOf({ since = OLDEST, until = NEWEST }: DirectiveSpec) {
  const all = REDIS_VERSIONS.filter(
    (version) => compareVersions(since, version) <= 0 && compareVersions(version, until) <= 0,
  );
  return { first: since, last: until, all };
}

/** When it came, what changed it and where that is known from, and what no server confirmed. */
function knownFrom({ since, until, versions }: ExplainedDirective): readonly string[] {
  const [, ...later] = versions;
  const unconfirmed = versions.flatMap((facts) => facts.unconfirmed);
  return [
    ...(since === undefined ? [] : [`Redis ${since} brought it (${knowledgeOf(since).source})`]),
    ...later.map((facts) => `Redis ${facts.versions.split(' ')[0]} changed it (${facts.source})`),
    ...(until === undefined ? [] : [`Redis ${until} is the last that has it`]),
    ...(unconfirmed.length === 0 ? [] : [`not confirmed by a server: Redis ${unconfirmed.join(', ')}`]),
  ];
}

function valueText(
  { unit, name }: ExplainedDirective,
  { versions, value, write, default: initial, ignored }: VersionFacts,
): string {
  if (ignored) return `Redis ${versions}: reads it and does nothing`;
  const inUnit = unit === undefined || name.endsWith(unit) ? '' : `, in ${unit}`;
  const shown = initial === '' ? 'empty' : initial;
  const byDefault = shown === undefined ? 'no default' : `by default ${shown}`;
  return `Redis ${versions}: ${value}${inUnit} (${write}); ${byDefault}`;
}

function changeText({ versions, change, note, turns, state }: ExplainedDirective): readonly string[] {
  const heeded = versions.filter(({ ignored }) => !ignored);
  if (heeded.length === 0 || state) return [];
  const commands = heeded.map((facts) =>
    facts.command === undefined
      ? `Redis ${facts.versions}: no command`
      : `Redis ${facts.versions}: ${facts.command}`,
  );
  return [
    note === undefined ? CHANGES[change] : `${CHANGES[change]}; ${note}`,
    ...turns.map((turn) => `${direction(turn)}: ${CHANGES[turn.change]}; ${turn.note}`),
    ...commands,
  ];
}

function direction({ to, value }: Turn): string {
  return to === 'value' ? `to ${value === '' ? 'empty' : value}` : `to a ${to} value`;
}

function remarks({ security, secret, state, versions }: ExplainedDirective): readonly string[] {
  return [
    ...(security ? ['it is of security: a diff names it first'] : []),
    ...(secret ? ['it is a secret: its value is never shown'] : []),
    ...(state ? ['the running program writes it: a difference is none of configuration'] : []),
    ...ownedText(versions),
  ];
}

function ownedText(all: readonly VersionFacts[]): readonly string[] {
  const [reason, ...others] = new Set(all.map(({ owned }) => owned));
  if (others.length === 0) return reason === undefined ? [] : [`a definition can't set it: ${reason}`];
  return all
    .filter(({ owned }) => owned !== undefined)
    .map(({ versions, owned }) => `a definition of Redis ${versions} can't set it: ${owned}`);
}
