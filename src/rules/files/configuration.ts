/** Configuration files of anybody as rules see them. */
import type { TlsFiles } from '../../certificates/flaw.ts';
import { type EngineVersion, findDirective } from '../../redis/catalogue/index.ts';
import type { Argument, Document, DocumentKind } from '../../redis/document.ts';
import { effectiveValue } from '../../redis/effective.ts';
import { type Option, optionOf } from '../../redis/option.ts';
import type { DocumentProblem } from '../../redis/problems.ts';
import type {
  Configuration,
  Group,
  JudgedValue,
  Location,
  MemoryLimit,
  Persistence,
  ProgramSettings,
  Server,
} from '../configuration.ts';
import { countReplicas, countSentinels } from './census.ts';

/** A file as it was read, with its secrets and with what a running program wrote into it. */
export interface ConfigurationFile {
  readonly path: string;
  readonly program: DocumentKind;
  readonly version: EngineVersion;
  /** With the lines of the files that it includes. */
  readonly document: Document;
  readonly problems: readonly DocumentProblem[];
  /** The texts of the files of TLS that it names and that lie beside it; undefined where it names no certificate. */
  readonly tls?: TlsFiles;
}

/** A line of a file. */
export interface Line {
  /** The group, where it is an option of one. */
  readonly group: string | undefined;
  /** What stands behind the name of the directive, and behind the group. */
  readonly args: readonly Argument[];
  readonly place: Location;
}

/** A file, or the part of it that is about one group. */
export interface FileSettings extends ProgramSettings {
  readonly file: ConfigurationFile;
  /** Every line of a directive. */
  lines(name: string): readonly Line[];
}

/** The redis.conf of a server. */
export interface FileServer extends Server, FileSettings {
  readonly group: FileGroup | undefined;
}

/** A group in a sentinel.conf. */
export interface FileGroup extends Group, FileSettings {
  readonly sentinel: FileSettings;
}

/** Files that belong together. */
export interface FileConfiguration extends Configuration {
  readonly files: readonly ConfigurationFile[];
  readonly servers: readonly FileServer[];
  readonly sentinels: readonly FileSettings[];
  readonly groups: readonly FileGroup[];
}

/** What files that their programs take say together. */
export function configurationOfFiles(files: readonly ConfigurationFile[]): FileConfiguration {
  const [servers, sentinels] = (['redis', 'sentinel'] as const).map((kind) =>
    files.filter(({ program }) => program === kind).map((file) => settingsOf(file)),
  );
  if (servers === undefined || sentinels === undefined) throw new RangeError('there are two programs');
  const uncounted = sentinels.flatMap(groupsOf);
  const groups = uncounted.map((group) => ({
    ...group,
    replicas: countReplicas(group.name, uncounted, servers),
    sentinels: countSentinels(group.name, uncounted),
  }));
  const known = servers.map((server) => serverOf(server, servers, groups));
  return { files, sentinels, groups, servers: known, limits: limitsOf(known) };
}

function serverOf(
  server: FileSettings,
  servers: readonly FileSettings[],
  groups: readonly FileGroup[],
): FileServer {
  const group = groupOf(server, groups);
  const alone = groups.length === 0 ? countReplicas(undefined, groups, servers) : undefined;
  return {
    ...server,
    promotable: server.get('replica-priority').number > 0,
    persistence: persistenceOf(server),
    group,
    replicas: group === undefined ? alone : group.replicas,
  };
}

/** Servers whose group nobody tells are of one where their files name an address each, as {@link countReplicas} says. */
function limitsOf(servers: readonly FileServer[]): readonly (readonly MemoryLimit[])[] {
  const known = servers.filter(({ group, replicas }) => group !== undefined || replicas !== undefined);
  const groups = [...new Set(known.map(({ group }) => group?.name))];
  return groups.map((name) =>
    known
      .filter(({ group }) => group?.name === name)
      .map(({ get, lines }) => ({
        server: '',
        maxmemory: get('maxmemory'),
        policy: get('maxmemory-policy').words.join(),
        mayLead: get('replica-priority').number > 0 || lines('replicaof').length === 0,
      })),
  );
}

/** The only group that there is, or the one whose primary this server is or follows. */
function groupOf({ get }: FileSettings, groups: readonly FileGroup[]): FileGroup | undefined {
  if (new Set(groups.map(({ name }) => name)).size === 1) return groups[0];
  const port = get('port').words.join();
  const ends = new Set([
    ...get('bind').words.map((host) => `${host} ${port}`),
    get('replicaof').words.join(' '),
  ]);
  return groups.find((group) => ends.has(group.get('monitor').words.slice(0, 2).join(' ')));
}

function persistenceOf({ get }: FileSettings): Persistence {
  const [appends, saves] = [get('appendonly'), get('save')];
  const snapshots = saves.words.join('') === '' ? 'none' : 'rdb';
  const kind = appends.words[0] === 'yes' ? 'aof' : snapshots;
  return {
    kind,
    place: kind === 'aof' ? appends.place : saves.place,
    written: 'save "" without appendonly yes',
    remedy: 'write save 3600 1 300 100 60 10000, or appendonly yes',
    forCache: 'let nothing start it again by itself, if it is a cache',
  };
}

/** The groups that a Sentinel watches, not counted yet: one file does not tell how many hosts there are. */
function groupsOf(sentinel: FileSettings): readonly FileGroup[] {
  return sentinel.lines('monitor').flatMap(({ group: name, place }) => {
    if (name === undefined) return [];
    const options = settingsOf(sentinel.file, name);
    return [{ ...options, name, place, sentinel, replicas: undefined, sentinels: undefined }];
  });
}

/** The settings of a file, or those of one group of it. */
function settingsOf(file: ConfigurationFile, group?: string): FileSettings {
  const { document, program, version, path } = file;
  const read = document
    .map((line) => ({ line, ...optionOf(line, program, version) }))
    .filter((option) => group === undefined || option.group === group);
  const about = read.map(({ line }) => line);
  const lines = (name: string): readonly Line[] =>
    read
      .filter(({ spec }) => spec?.name === name)
      .map((option) => ({
        group: typeof option.group === 'string' ? option.group : undefined,
        args: option.args,
        place: placeOf(option.line.origin, fieldOf(option)),
      }));
  const get = (name: string): JudgedValue => {
    const unset = {
      field: fieldOf({ name, group, spec: findDirective(program, version, name) }),
      file: path,
    };
    return given(effectiveValue(about, version, name, program), lines(name).at(-1)?.place ?? unset);
  };
  return { file, lines, get: (name) => (name === 'quorum' ? quorumOf(get('monitor')) : get(name)) };
}

/** The line `sentinel monitor` holds the quorum too. */
function quorumOf({ words, place }: JudgedValue): JudgedValue {
  return given(words.slice(2), place);
}

function given(value: readonly Argument[] | undefined, place: Location): JudgedValue {
  const words = (value ?? []).filter((word) => typeof word === 'string');
  return { words, number: Number(words[0]), place, write: String };
}

function fieldOf({ name, spec, group }: Pick<Option, 'name' | 'spec' | 'group'>): string {
  if (spec === undefined || spec.form === 'plain') return spec?.name ?? name;
  return ['sentinel', spec.name, ...(typeof group === 'string' ? [group] : [])].join(' ');
}

/** The place of a parsed line, whose origin is `file:line`. */
export function placeOf(origin: string, field: string): Location {
  const colon = origin.lastIndexOf(':');
  return { field, file: origin.slice(0, colon), line: Number(origin.slice(colon + 1)) };
}
