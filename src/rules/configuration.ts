/** What rules see of a configuration, whoever says it: the definition of an environment, or files of anybody. */

/** Where a value stands, and so what to change. */
export interface Location {
  /** A field of the definition (`sentinel.downAfter`), or a directive of a file (`sentinel quorum mymaster`). */
  readonly field: string;
  /** The configuration file; undefined in a definition, whose own file is meant then. */
  readonly file?: string;
  /** The line of that file; undefined where no line says it, so that the default holds. */
  readonly line?: number;
}

/** A value that rules judge. */
export interface JudgedValue {
  /** In canonical form; empty where there is no value. */
  readonly words: readonly string[];
  /** The first word in the unit of the directive; NaN if it is no number. */
  readonly number: number;
  readonly place: Location;
  /** Another number of this kind as it would be written there: `5s` in a definition, `5000` in a file. */
  write(number: number): string;
}

/** The settings of one program, or the options of one group of it. */
export interface ProgramSettings {
  /** The value of a directive by its name in the catalogue: what is given, else the default of the version. */
  get(name: string): JudgedValue;
}

/** What a server keeps on disk: nothing, snapshots, or each write too. */
export interface Persistence {
  readonly kind: 'none' | 'rdb' | 'aof';
  readonly place: Location;
  /** How it is written there. */
  readonly written: string;
  /** What to write there to keep something. */
  readonly remedy: string;
  /** What to do instead where data may be lost, as in a cache. */
  readonly forCache: string;
}

/** A group as one Sentinel is told of it. */
export interface Group extends ProgramSettings {
  readonly name: string;
  /** Where it is said that there is this group. */
  readonly place: Location;
  /** The Sentinel that is told. */
  readonly sentinel: ProgramSettings;
  /** How many replicas the group has; undefined where the files do not tell. */
  readonly replicas: number | undefined;
  /** How many Sentinels watch the group; undefined where the files do not tell. */
  readonly sentinels: number | undefined;
}

/** A Redis server. */
export interface Server extends ProgramSettings {
  /** True where it may be promoted, or be primary again after its restart. */
  readonly promotable: boolean;
  readonly persistence: Persistence;
  /** How many replicas its group has; undefined where the files do not tell. */
  readonly replicas: number | undefined;
  /** The group that it belongs to; undefined where the files do not tell. */
  readonly group: Group | undefined;
}

/** How much data one server takes writes up to. */
export interface MemoryLimit {
  /** ` on data1`, as messages name the server; empty where the file of the place does. */
  readonly server: string;
  /** In bytes; 0 is no limit. */
  readonly maxmemory: JudgedValue;
  /** What it does at the limit: `noeviction`, `allkeys-lru`. */
  readonly policy: string;
  readonly mayLead: boolean;
}

/** Servers and Sentinels that belong together. Of an environment, one of each kind stands for all: they are told alike. */
export interface Configuration {
  readonly servers: readonly Server[];
  readonly sentinels: readonly ProgramSettings[];
  readonly groups: readonly Group[];
  /** The limit of every server, by group, as far as it is known which servers are of one group. */
  readonly limits: readonly (readonly MemoryLimit[])[];
}
