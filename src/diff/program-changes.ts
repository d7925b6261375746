/** Changes of settings: the files of Redis and Sentinel, host by host. */
import { type DirectiveSpec, engineOf, refusalOfMove } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import { type ChangeImpact, impactOfChange, worst } from '../redis/impact.ts';
import { isPlaceOfAnother } from '../render/freebsd.ts';
import { reaching } from './by-hand.ts';
import type { Change, ProgramChange } from './change.ts';
import { type ComparedGroups, compareGroups } from './group.ts';
import { isIndividual } from './individual.ts';
import { openingOf, withSameLogin } from './login.ts';
import { impactOfPort, withPortOfPrimary } from './other-port.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { withJudgedPersistence } from './persistence.ts';
import { isTakenAway, withCommandNames } from './renamed-commands.ts';
import { type Readers, userChange } from './rights.ts';
import type { Setting, Settings } from './setting.ts';
import { defaultIn, settingsOf } from './settings.ts';
import { type HostProgram, isSingleFile, type Snapshot } from './snapshot.ts';
import { changedDefaults, versionChange } from './version-changes.ts';

/** What a Sentinel makes itself where its file has none, and writes into it: its id, and the folder it started in. */
const MADE_BY_SENTINEL: ReadonlySet<string> = new Set(['myid', 'dir']);

const WILDCARDS: ReadonlySet<string> = new Set(['*', '0.0.0.0', '::', '::*', '']);

/** Compares every program that both sides have. In a single file nothing is individual: it is all there is to see. */
export function programChanges(before: Snapshot, after: Snapshot): readonly Change[] {
  const single = isSingleFile(before) || isSingleFile(after);
  const areEnvironments = before.environment !== undefined && after.environment !== undefined;
  return pairsOf(before, after).flatMap((pair) =>
    comparePrograms(pair, areEnvironments).map((change) => ({
      ...change,
      individual: change.individual && !single,
      program: pair.after.program,
      places: [{ environment: before.name, hosts: [pair.before.host] }],
    })),
  );
}

/**
 * Compares what one program reads, or runs with.
 *
 * @param areEnvironments both sides are definitions, whose packages tell the version and whose hosts the primary
 */
export function comparePrograms({ before, after }: Pair, areEnvironments: boolean): readonly ProgramChange[] {
  const { program } = after;
  const readers = { program, before: before.version, after: after.version };
  const sides = withSameLogin({ before: readSettings(before), after: readSettings(after) }, program);
  const groups = compareGroups(sides, areEnvironments);
  const { before: olds, after: news } = groups;
  const defaults = changedDefaults(before.version, after.version, program);
  const comesAlong = areEnvironments ? finderOfMoved(readers) : undefined;
  const changes = [...new Set([...olds.keys(), ...news.keys(), ...defaults.keys()])].flatMap((key) => {
    const from = olds.get(key) ?? defaultIn(before.version, news.get(key) ?? defaults.get(key), program);
    const to = news.get(key) ?? defaultIn(after.version, olds.get(key) ?? defaults.get(key), program);
    if (from?.value.canonical === to?.value.canonical) return [];
    const isOfVersion = !olds.has(key) && !news.has(key);
    return changed(readers, from, to, news)
      .map((row) => (isOfVersion ? ofVersion(row) : row))
      .map((row) => (comesAlong?.(row) ? ofEngine(row) : row));
  });
  const own =
    program === 'redis' ? withJudgedPersistence(changes, groups) : changes.map(withoutStepsOf(groups));
  return [
    ...(areEnvironments ? [] : versionChange({ before, after })),
    ...groups.changes,
    ...own
      .map((change) => (areEnvironments ? withPortOfPrimary(change) : change))
      .map((change) => withCommandNames(change, news)),
  ];
}

/** The other version brings its default itself. */
function ofVersion({ byHand: _steps, ...change }: ProgramChange): ProgramChange {
  return { ...change, note: 'comes with the version, since no line sets it' };
}

/** Finds the places that are others on hosts of another engine, which a roll-out makes anew with their data. */
function finderOfMoved({ before, after }: Readers): ((change: ProgramChange) => boolean) | undefined {
  if (engineOf(before) === engineOf(after) || refusalOfMove(before, after) !== undefined) return undefined;
  return (change) => isPlaceOfAnother(engineOf(after), change.before?.canonical);
}

/** A host that is made anew for the other engine has its data there, and nobody writes a line. */
function ofEngine({ byHand: _steps, ...change }: ProgramChange): ProgramChange {
  const data = change.key === 'dir' ? ', and so does what is there' : '';
  return { ...change, impact: 'restart', note: `moves with the engine${data}` };
}

function readSettings({ document, version, program }: HostProgram): Settings {
  return settingsOf(document, version, program);
}

function changed(
  readers: Readers,
  from: Setting | undefined,
  to: Setting | undefined,
  settings: Settings,
): readonly ProgramChange[] {
  const setting = to ?? from;
  if (setting === undefined) return [];
  const { key, spec } = setting;
  const { program } = readers;
  if (program === 'sentinel' && from === undefined && MADE_BY_SENTINEL.has(spec.name)) return [];
  const user = userChange({ before: from, after: to }, readers);
  const impact = withNote(withoutCommand(setting, settings, impactOf(program, spec, from, to)), user?.note);
  // A Sentinel restarts for it, which the usual words say.
  const clause = impact.impact === 'restart' ? undefined : (openingOf(from, to) ?? user?.clause);
  const widened = spec.name === 'bind' && isOpen(to) && !isOpen(from);
  return [
    {
      area: 'settings',
      key,
      ...(from === undefined ? {} : { before: from.value }),
      ...(to === undefined ? {} : { after: to.value }),
      ...impact,
      ...(clause === undefined ? {} : { clause }),
      ...reaching(program, impact.impact, { before: from, after: to }, settings),
      security: spec.security,
      ...(user?.grants ? { grants: true } : {}),
      individual: isIndividual(setting) && !widened,
    },
  ];
}

function withNote(change: ChangeImpact, more: string | undefined): ChangeImpact {
  if (more === undefined) return change;
  return { ...change, note: change.note === undefined ? more : `${change.note}; ${more}` };
}

/** Options of a group that has another name now are set when it is monitored under that name, not before. */
function withoutStepsOf({ renamed }: ComparedGroups): (change: ProgramChange) => ProgramChange {
  return ({ byHand = [], ...change }) => {
    const isRenamed = renamed.some((name) => change.key.startsWith(`sentinel/${name}/`));
    return isRenamed || byHand.length === 0 ? change : { ...change, byHand };
  };
}

const OPENED = 'whoever reaches the port may act as this user, without a password';

/** CONFIG REWRITE writes the folder that a server runs in, so that this may be no move; nobody can tell from files. */
const UNTOLD =
  'a file without dir leaves the data in the folder that the server was started in: if that is another, it is not read any more';

/** What no command can tell the server comes with its restart. */
function withoutCommand(setting: Setting, settings: Settings, change: ChangeImpact): ChangeImpact {
  const { impact, note } = change;
  if (impact === 'none' || !isTakenAway(setting, settings)) return change;
  const said = `${setting.spec.command?.split(' ')[0]} is taken away on this server`;
  const notes = [...(note === undefined ? [] : [note]), said];
  return { impact: worst([impact, 'restart']), note: notes.join('; ') };
}

function impactOf(
  program: DocumentKind,
  spec: DirectiveSpec,
  from: Setting | undefined,
  to: Setting | undefined,
): ChangeImpact {
  const port = impactOfPort(program, from, to);
  if (port !== undefined) return port;
  if (spec.name === 'monitor') return impactOfMonitor(from, to);
  const impact = impactOfChange(spec, from?.args, to?.args);
  if (spec.name === 'user' && openingOf(from, to) !== undefined) return { ...impact, note: OPENED };
  const isUntold = from === undefined || to === undefined;
  return spec.name === 'dir' && isUntold ? { ...impact, note: UNTOLD } : impact;
}

/** Sentinel takes a quorum at once, and finds the address of the primary by itself (redis sentinel.c, SENTINEL SET). */
function impactOfMonitor(from: Setting | undefined, to: Setting | undefined): ChangeImpact {
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
