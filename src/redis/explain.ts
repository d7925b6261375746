/** Everything that is known about a directive, for people and programs. */

import { isDeepStrictEqual } from 'node:util';
import type { Explained, Explanation, ExplanationFact } from '../base/explanation.ts';
import type { ChangeCommand, DirectiveImpact, Turn } from './catalogue/change.ts';
import {
  type DirectiveSpec,
  type DocumentKind,
  directivesOf,
  ENGINE_NAMES,
  ENGINE_TITLES,
  ENGINE_VERSIONS,
  type EngineName,
  type EngineVersion,
  engineOf,
  knowledgeOf,
  lineOf,
  type ReleaseLine,
  rowsOf,
  titleOf,
  valkeyName,
} from './catalogue/index.ts';
import { MEANINGS } from './catalogue/meaning.ts';
import type { Unit } from './catalogue/spec.ts';
import { describeType } from './describe.ts';

/** What a directive takes in a range of versions. */
export interface VersionFacts {
  readonly engine: EngineName;
  /** `7.0 to 7.2`, or one version. */
  readonly versions: string;
  /** What of it was compared with a running server. */
  readonly confirmed: readonly ReleaseLine[];
  /** What was only read. */
  readonly unconfirmed: readonly ReleaseLine[];
  /** Where the first of these versions is known from. */
  readonly source: string;
  /** What changing it there takes in general. */
  readonly change: DirectiveImpact;
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

/** Everything about a directive. */
export interface ExplainedDirective {
  readonly kind: 'directive';
  readonly name: string;
  readonly file: 'redis.conf' | 'sentinel.conf';
  /** How a line begins: `sentinel down-after-milliseconds <group>`. */
  readonly line: string;
  /** Other names that it is read by, some of them by one engine alone. */
  readonly aliases: readonly string[];
  readonly meaning: string;
  readonly unit: Unit | undefined;
  /** The first version of Redis that has it, or of Valkey where no Redis does; undefined if the oldest known one does. */
  readonly since: EngineVersion | undefined;
  /** The last version of that engine that has it; undefined if the newest known one does. */
  readonly until: EngineVersion | undefined;
  /** Of Redis, oldest first, then of Valkey; more than one of an engine where its versions differ. */
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
  const specs = KINDS.flatMap((kind) => ENGINE_VERSIONS.flatMap((version) => directivesOf(kind, version)));
  return [
    ...specs.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...specs.filter(({ form }) => form !== 'plain').map(({ name }) => `sentinel ${name}`),
  ];
}

/**
 * Explains a directive by its name or an alias, as the newest version of Redis has it, or of Valkey where no Redis does;
 * undefined if no version does.
 */
export function explainDirective(kind: DocumentKind, name: string): ExplainedDirective | undefined {
  const runs = runsOf(kind, name);
  const [first] = runs;
  if (first === undefined) return undefined;
  const told = runs.filter(({ engine }) => engine === first.engine);
  const newest = (told.at(-1) ?? first).spec;
  const heeded = told.findLast(({ spec }) => !spec.ignored)?.spec ?? newest;
  return {
    kind: 'directive',
    name: newest.name,
    file: `${kind}.conf`,
    line: BEGINNINGS[newest.form](newest.name),
    aliases: [...new Set(runs.flatMap(({ spec }) => spec.aliases))],
    meaning: MEANINGS.get(newest.name) ?? '',
    unit: heeded.unit,
    since: [told.at(0)?.versions.at(0)].find((version) => version !== versionsOf(first.engine).at(0)),
    until: [told.at(-1)?.versions.at(-1)].find((version) => version !== versionsOf(first.engine).at(-1)),
    versions: runs.map(versionFacts),
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
    ['line', [`${line} ...`, ...aliases.map(aliasText)]],
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

/** Versions of an engine that follow one another and have the same of a directive, oldest first. */
interface Run {
  readonly engine: EngineName;
  readonly versions: readonly EngineVersion[];
  readonly spec: DirectiveSpec;
}

function runsOf(kind: DocumentKind, name: string): readonly Run[] {
  const runs: (Run & { readonly versions: EngineVersion[] })[] = [];
  for (const { version, spec } of rowsOf(kind, name)) {
    const engine = engineOf(version);
    const last = runs.at(-1);
    if (last?.engine === engine && isDeepStrictEqual(last.spec, spec)) last.versions.push(version);
    else runs.push({ engine, versions: [version], spec });
  }
  return runs;
}

function versionsOf(engine: EngineName): readonly EngineVersion[] {
  return ENGINE_VERSIONS.filter((version) => engineOf(version) === engine);
}

function versionFacts({ engine, versions, spec }: Run): VersionFacts {
  const { what, write } = describeType(spec.type);
  const lines = versions.map(lineOf);
  const isConfirmed = (version: EngineVersion): boolean => knowledgeOf(version).confirmed;
  return {
    engine,
    versions: lines.length === 1 ? lines.join() : `${lines.at(0)} to ${lines.at(-1)}`,
    confirmed: versions.filter(isConfirmed).map(lineOf),
    unconfirmed: versions.filter((version) => !isConfirmed(version)).map(lineOf),
    source: versions
      .slice(0, 1)
      .map((version) => knowledgeOf(version).source)
      .join(),
    change: spec.change,
    command: spec.command,
    value: what,
    write,
    default: spec.default?.join(' '),
    ignored: spec.ignored,
    owned: spec.owned,
  };
}

/** Valkey has taken the word master out of its files, and Redis does not start with what it writes in its place. */
function aliasText(alias: string): string {
  const valkey = valkeyName(alias);
  return valkey === undefined
    ? `${alias} is read as the same`
    : `${alias} is what Valkey reads as the same and writes, since ${lineOf(valkey.since)}; Redis does not know it`;
}

/** For each engine when it came, what changed it and where that is known from, and what no server confirmed. */
function knownFrom({ versions }: ExplainedDirective): readonly string[] {
  const unconfirmed = ENGINE_NAMES.flatMap((engine) => {
    const lines = versions.flatMap((facts) => (facts.engine === engine ? facts.unconfirmed : []));
    return lines.length === 0 ? [] : [`${ENGINE_TITLES[engine]} ${lines.join(', ')}`];
  });
  return [
    ...ENGINE_NAMES.flatMap((engine) =>
      engineHistory(
        engine,
        versions.filter((facts) => facts.engine === engine),
      ),
    ),
    ...(unconfirmed.length === 0 ? [] : [`not confirmed by a server: ${unconfirmed.join(', ')}`]),
  ];
}

function engineHistory(engine: EngineName, [first, ...later]: readonly VersionFacts[]): readonly string[] {
  const title = ENGINE_TITLES[engine];
  if (first === undefined) return [`no known ${title} has it`];
  const [oldest, newest] = [versionsOf(engine).at(0), versionsOf(engine).at(-1)].map(
    (version) => version && titleOf(version),
  );
  const [since, ...changed] = [first, ...later].map((facts) => `${title} ${facts.versions.split(' ')[0]}`);
  const until = `${title} ${(later.at(-1) ?? first).versions.split(' ').at(-1)}`;
  return [
    ...(since === oldest ? [] : [`${since} brought it (${first.source})`]),
    ...later.map(({ source }, at) => `${changed[at]} changed it (${source})`),
    ...(until === newest ? [] : [`${until} is the last that has it`]),
  ];
}

function titleOfFacts({ engine, versions }: VersionFacts): string {
  return `${ENGINE_TITLES[engine]} ${versions}`;
}

function valueText({ unit, name }: ExplainedDirective, facts: VersionFacts): string {
  const { value, write, default: initial } = facts;
  const title = titleOfFacts(facts);
  if (facts.ignored) return `${title}: reads it and does nothing`;
  const inUnit = unit === undefined || name.endsWith(unit) ? '' : `, in ${unit}`;
  const shown = initial === '' ? 'empty' : initial;
  const byDefault = shown === undefined ? 'no default' : `by default ${shown}`;
  return `${title}: ${value}${inUnit} (${write}); ${byDefault}`;
}

function changeText({ versions, change, note, turns, state }: ExplainedDirective): readonly string[] {
  const heeded = versions.filter(({ ignored }) => !ignored);
  if (heeded.length === 0 || state) return [];
  const commands = heeded.map((facts) => {
    const otherwise = facts.change === change ? '' : `, ${CHANGES[facts.change]}`;
    return `${titleOfFacts(facts)}: ${facts.command ?? 'no command'}${otherwise}`;
  });
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
    .map((facts) => `a definition of ${titleOfFacts(facts)} can't set it: ${facts.owned}`);
}
