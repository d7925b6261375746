/** Where the programs of an engine are on this machine. */
import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { findProgram } from '../base/find-program.ts';
import type { EngineName } from '../redis/catalogue/index.ts';
import { unfitness } from './executable.ts';

/** What the one binary of Redis or Valkey is, by the name that it is called with. */
const FACES = ['server', 'sentinel', 'check-rdb', 'check-aof'] as const;

/** What comes beside it, and what the machine's does as well. */
const TOOLS = ['cli', 'benchmark'] as const;

/** A program of an engine, without the name of the engine. */
export type EngineProgram = (typeof FACES)[number] | (typeof TOOLS)[number];

/** The programs of an engine, and how they are run. */
export interface EngineFiles {
  /** The path of each; a tool that is nowhere has none. */
  readonly programs: Readonly<Partial<Record<EngineProgram, string>>>;
  /** What programs are run by that were unpacked with the C library they need; others are run as they are. */
  readonly loader?: Loader | undefined;
}

/** The dynamic loader of unpacked packages, by paths. */
export interface Loader {
  readonly program: string;
  readonly libraries: readonly string[];
}

/** The words that run a program of an engine under a name. */
export function commandOf(path: string, loader: Loader | undefined, name: string): readonly string[] {
  if (loader === undefined) return [path];
  return [loader.program, '--library-path', loader.libraries.join(':'), '--argv0', name, path];
}

/** What is to be done about an engine that cannot be used. */
export const ENGINE_ADVICE = 'give a redis-server or a valkey-server, or the folder that it is in';

/** Where a server is below a folder: beside others, as installed, as built from its sources. */
const PLACES = ['', 'bin', 'usr/bin', 'src'];

/** The programs of an engine that is installed on this machine. @param engine @default Redis */
export function machineFiles(engine: EngineName = 'redis'): EngineFiles {
  return { programs: programsNamed((name) => findProgram(`${engine}-${name}`)) };
}

/**
 * The programs of an engine that a person chose.
 *
 * @param path its server or the folder that it is in, such as one that packages of Debian were unpacked into
 * @throws UserError if hosts cannot run them
 */
export function engineFilesAt(path: string): EngineFiles {
  const chosen = statSync(path, { throwIfNoEntry: false });
  if (chosen === undefined) throw new UserError(`${path} is not there; ${ENGINE_ADVICE}`);
  const server = chosen.isDirectory() ? serverIn(path) : path;
  const loader = loaderBeside(server);
  for (const program of [server, loader?.program]) if (program !== undefined) checkProgram(program);
  return { programs: programsOf(server, loader), loader };
}

/** A link to the binary may lead through what hosts see otherwise, so it is followed here. */
function programsOf(server: string, loader: Loader | undefined): EngineFiles['programs'] {
  const binary = realpathSync(server);
  return programsNamed((name) => {
    if (FACES.some((face) => face === name)) return binary;
    const path = beside(server, name);
    if (path !== undefined || loader === undefined) return path ?? findProgram(`redis-${name}`);
    throw new UserError(
      `${dirname(server)} holds no ${nameBeside(server, name)}; unpack the package with it too`,
    );
  });
}

function serverIn(folder: string): string {
  const paths = PLACES.flatMap((place) =>
    ['redis-server', 'valkey-server'].map((name) => join(folder, place, name)),
  );
  const server = paths.find(isFile);
  if (server !== undefined) return server;
  throw new UserError(`${folder} holds no redis-server and no valkey-server; ${ENGINE_ADVICE}`);
}

/**
 * The loader that was unpacked with a server, which then is in usr/bin of some folder. Debian keeps it beside the libraries,
 * in a folder for each kind of machine.
 */
function loaderBeside(server: string): Loader | undefined {
  const [, folder] = /^(.+)\/usr\/bin$/.exec(realpathSync(dirname(server))) ?? [];
  if (folder === undefined) return undefined;
  const libraries = ['usr/lib', 'lib'].flatMap((lib) =>
    namesIn(join(folder, lib))
      .filter((name) => name.endsWith('-linux-gnu'))
      .map((name) => realpathSync(join(folder, lib, name))),
  );
  const loaders = libraries.flatMap((library) =>
    namesIn(library)
      .filter((name) => /^ld-linux.*\.so\.\d+$/.test(name))
      .map((name) => join(library, name)),
  );
  const [program] = loaders;
  return program === undefined ? undefined : { program, libraries };
}

/** The program of the same engine in the folder of its server. */
function beside(server: string, name: EngineProgram): string | undefined {
  const path = join(dirname(server), nameBeside(server, name));
  return isFile(path) ? realpathSync(path) : undefined;
}

function nameBeside(server: string, name: EngineProgram): string {
  return `${basename(server).startsWith('valkey') ? 'valkey' : 'redis'}-${name}`;
}

/** Hosts run what they see of this machine, which is its root file system. @throws UserError if they cannot */
function checkProgram(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch (error) {
    throw new UserError(`${path} is not a program (${messageOf(error)}); ${ENGINE_ADVICE}`);
  }
  if (statSync(path).dev !== statSync('/').dev)
    throw new UserError(`${path} is not on the root file system, which is all that hosts see; copy it there`);
  const unfit = unfitness(path);
  if (unfit !== undefined) throw new UserError(`${path} is ${unfit}; ${ENGINE_ADVICE}`);
}

function programsNamed(pathOf: (name: EngineProgram) => string | undefined): EngineFiles['programs'] {
  const paths = [...FACES, ...TOOLS].map((name) => [name, pathOf(name)] as const);
  return Object.fromEntries(paths.filter(([, path]) => path !== undefined));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
