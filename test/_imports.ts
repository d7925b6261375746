/** Which file may import which: the way of the data. */
import { posix } from 'node:path';

/** A source file and what it imports, as it is written there. */
export interface SourceFile {
  /** From the repository's root, for example `src/render/layout.ts`. */
  readonly path: string;
  readonly imports: readonly string[];
}

/**
 * For every folder of `src` the other folders that it may import; undefined is all of them. Files at the root of `src`
 * are for all.
 */
const MAY_IMPORT: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['redis', []],
  ['definition', ['redis']],
  ['topology', ['definition', 'redis']],
  ['render', ['definition', 'redis', 'topology']],
  ['diff', ['redis', 'render', 'topology']],
  ['aws', ['redis', 'render', 'topology']],
  ['local', ['redis', 'render', 'topology']],
  ['rehearsal', ['local', 'redis', 'render', 'topology']],
  ['cli', undefined],
]);

/** Everything that breaks a rule, as sentences. */
export function brokenImports(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap((specifier) =>
      [endingProblem, directionProblem, cdktfProblem, providerProblem]
        .map((problemOf) => problemOf(path, specifier))
        .filter((problem) => problem !== undefined)
        .map((problem) => `${path} imports ${specifier}: ${problem}`),
    ),
  );
}

const IMPORTS = [
  /^(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,?\s*)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)?\s*from\s+'([^']+)'/gm,
  /^import\s+'([^']+)'/gm,
  /\b(?:import|require)\(\s*'([^']+)'/g,
];

/** What a source text imports, types included, as it is written there. The text is formatted as this repository's is. */
export function importsOf(source: string): readonly string[] {
  return IMPORTS.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''));
}

function endingProblem(_path: string, specifier: string): string | undefined {
  return isRelative(specifier) && !specifier.endsWith('.ts') ? 'relative imports end in .ts' : undefined;
}

function directionProblem(path: string, specifier: string): string | undefined {
  if (!isRelative(specifier)) return undefined;
  const target = posix.join(posix.dirname(path), specifier);
  if (path.startsWith('stacks/')) return stackProblem(path, target);
  return path.startsWith('src/') ? sourceProblem(path, target) : undefined;
}

/** An environment is a definition and nothing more; the app beside it binds everything together. */
function stackProblem(path: string, target: string): string | undefined {
  if (path === 'stacks/main.ts' || target.startsWith('src/definition/')) return undefined;
  return 'an environment imports src/definition only';
}

function sourceProblem(path: string, target: string): string | undefined {
  if (!target.startsWith('src/')) return 'sources import no files outside of src';
  const [from, to] = [folderOf(path), folderOf(target)];
  if (from === to || to === '') return undefined;
  if (from === '') return 'files at the root of src import no folder';
  if (!MAY_IMPORT.has(from)) return `src/${from} has no place in the way of the data`;
  const allowed = MAY_IMPORT.get(from);
  return allowed === undefined || allowed.includes(to) ? undefined : `src/${from} may not import src/${to}`;
}

/** The folder of `src` that a file is in; empty for its root. */
function folderOf(path: string): string {
  const [, folder, ...rest] = path.split('/');
  return rest.length === 0 ? '' : (folder ?? '');
}

const AWS = ['src/aws/', 'stacks/main.ts', 'test/aws/'];

function cdktfProblem(path: string, specifier: string): string | undefined {
  const isCdktf = /^(cdktf|cdktn|constructs|@cdktf|@cdktn)(\/|$)/.test(specifier);
  return isCdktf && !AWS.some((allowed) => path.startsWith(allowed))
    ? 'only src/aws and stacks/main.ts import cdktf'
    : undefined;
}

/** The index of the provider package loads every resource of AWS: seconds, and hundreds of megabytes. */
function providerProblem(_path: string, specifier: string): string | undefined {
  const isProvider = /^@cdkt[fn]\/provider-/.test(specifier);
  return isProvider && !/^@[^/]+\/[^/]+\/lib\/[^/]+\/index\.js$/.test(specifier)
    ? 'of the provider only lib/<resource>/index.js is imported'
    : undefined;
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}
