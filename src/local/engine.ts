/** The engine that hosts run: this machine's Redis, or another one that a person chose. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { onOneLine, show, UsageError, UserError } from '../base/errors.ts';
import { isPackageName, PACKAGES, type PackageName } from '../definition/packages.ts';
import {
  ENGINE_TITLES,
  type EngineName,
  type EngineVersion,
  engineOf as engineNameOf,
  isValkey,
  versionOfRelease,
} from '../redis/catalogue/index.ts';
import { installedEngine } from '../render/installed.ts';
import { commandOf, ENGINE_ADVICE, type EngineFiles, engineFilesAt, machineFiles } from './engine-files.ts';
import type { LocalCloudSpec } from './protocol.ts';

/** What hosts of an environment run, and what else they can. */
export interface HostEngines {
  /** Of the package that the environment installs. */
  readonly engine: Engine;
  /** Of every package without an engine of its own. */
  readonly usual: Engine;
}

/** What really runs on hosts, whatever their package is called. */
export interface Engine {
  /** The path of its server or of the folder that was chosen, or the name of the machine's server. */
  readonly program: string;
  /** `Redis` or `Valkey`. */
  readonly name: string;
  /** For example `7.0.15`. */
  readonly version: string;
  readonly files: EngineFiles;
}

/** Asking for a version takes milliseconds. */
const VERSION_TIMEOUT_MS = 5_000;

/**
 * The engine that hosts run.
 *
 * @param path the server that was chosen, or the folder that it is in; undefined is the machine's
 * @throws UserError if there is no such engine, or hosts cannot run it
 */
export function engineOf(path: string | undefined): Engine {
  return path === undefined ? machineEngine('redis') : identified(resolve(path), engineFilesAt(path));
}

/**
 * The engine that hosts of an environment run. That of Redis may be any one: its package is played by whatever stands in.
 * Valkey has names of its own that Redis does not know, and a Sentinel that only runs by its name.
 *
 * @param wanted the engine of the environment
 * @param path as for `engineOf`; undefined is the machine's
 * @throws UserError as `engineOf` does, and where Redis would stand in for Valkey
 */
export function engineFor(wanted: EngineName, path: string | undefined): Engine {
  if (wanted === 'redis') return engineOf(path);
  const engine = path === undefined ? machineEngine(wanted) : engineOf(path);
  if (engine.name === ENGINE_TITLES[wanted]) return engine;
  throw new UserError(
    `hosts are to run Valkey, and ${engine.program} is ${engine.name} ${engine.version}; ${VALKEY_ADVICE}`,
  );
}

/**
 * What hosts of an environment run: what its package was given, or else what all were.
 *
 * @param given the path of the engine of all, as for `engineOf`, and engines of packages
 * @throws UserError as `engineFor` does
 */
export function engineIn(
  { engine: wanted, package: name }: { readonly engine: EngineName; readonly package: PackageName },
  { path, engines }: { readonly path: string | undefined; readonly engines: Engines },
): HostEngines {
  const engine = engines[name] ?? engineFor(wanted, path);
  return { engine, usual: path === undefined ? engine : engineOf(path) };
}

/**
 * A boot script tries a package again for minutes, since a mirror may be away for a while: an engine that is not there is
 * told before a host boots.
 *
 * @throws UserError if a host with this script would install Valkey, and nothing here is one
 */
export function refuseWithoutEngine(
  userData: string,
  { engine, engines = {} }: Pick<LocalCloudSpec, 'engine' | 'engines'>,
): void {
  const installed = installedEngine(userData);
  if (installed === undefined || !isValkey(installed) || engines.valkey !== undefined) return;
  const files = engine ?? machineFiles();
  const { name, version } = identify(files.programs.server ?? NAME, files);
  if (name !== ENGINE_TITLES.valkey)
    throw new UserError(`the host is to run Valkey, and ${name} ${version} is here; ${VALKEY_ADVICE}`);
}

const VALKEY_ADVICE =
  'install Valkey, or give a valkey-server or the folder that it is in with --engine-of valkey=PATH: docs/rehearse.md says how to get one';

function machineEngine(wanted: EngineName): Engine {
  const files = machineFiles(wanted);
  if (wanted === 'valkey' && files.programs.server === undefined)
    throw new UserError(`hosts are to run Valkey, and this machine has no valkey-server; ${VALKEY_ADVICE}`);
  return identified(`${wanted}-server`, files);
}

function identified(program: string, files: EngineFiles): Engine {
  return { program, ...identify(files.programs.server ?? NAME, files), files };
}

/**
 * What hosts run of packages that have an engine of their own, by the package.
 *
 * @param given each as `redis80=tmp/engines/redis-8.0/root`
 * @throws UsageError for what is no package, or names none
 * @throws UserError if there is no such engine, or hosts cannot run it
 */
export function enginesOf(given: readonly string[]): Engines {
  return Object.fromEntries(
    given.map((text) => {
      const [, name = '', path] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (path === undefined || !isPackageName(name))
        throw new UsageError(
          `--engine-of ${show(text)} does not give a package an engine; write one of ${Object.keys(PACKAGES).join(', ')} with = and a path`,
        );
      return [name, engineFor(engineNameOf(PACKAGES[name].version), path)];
    }),
  );
}

/**
 * What hosts run where nobody says which environment comes: this machine's Valkey of the package of that name, since no Redis
 * can stand in for it.
 */
export function machineEngines(): Readonly<Record<string, EngineFiles>> {
  const valkey = machineFiles('valkey');
  return valkey.programs.server === undefined ? {} : { valkey };
}

/** The files of engines by their packages. */
export function filesOf(engines: Engines): Readonly<Record<string, EngineFiles>> {
  return Object.fromEntries(Object.entries(engines).map(([name, { files }]) => [name, files]));
}

/** What hosts run of packages that have an engine of their own, by the package. */
export type Engines = Readonly<Partial<Record<PackageName, Engine>>>;

/** The version of the catalogue that an engine is of; undefined for one that it does not know. */
export function catalogueVersionOf({
  name,
  version,
}: Pick<Engine, 'name' | 'version'>): EngineVersion | undefined {
  return versionOfRelease(name, version);
}

/** A server says who it is; any other program says something else. Debian's binary is a server under this name only. */
function identify(server: string, { loader }: EngineFiles): Pick<Engine, 'name' | 'version'> {
  const [program = server, ...words] = commandOf(server, loader, NAME);
  const { stdout, stderr, error } = spawnSync(program, [...words, '--version'], {
    argv0: NAME,
    encoding: 'utf8',
    timeout: VERSION_TIMEOUT_MS,
  });
  const [, name, version] = /^(Redis|Valkey) server v=(\d+\.\d+\.\d+)\b/.exec(stdout ?? '') ?? [];
  if (name !== undefined && version !== undefined) return { name, version };
  const [line = ''] = (error?.message ?? (stdout || stderr)).trim().split('\n');
  const said = onOneLine(line.slice(0, SHOWN)) || 'nothing';
  throw new UserError(
    `${server} is no server of Redis or Valkey: asked for its version it says ${said}; ${ENGINE_ADVICE}`,
  );
}

/** The name that hosts call a server by, of whichever engine: Valkey knows that it is one under it too. */
const NAME = 'redis-server';

/** How much of what another program says is shown. */
const SHOWN = 80;
