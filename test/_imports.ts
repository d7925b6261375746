/** Which file may import which: the way of the data. */
import { posix } from 'node:path';

/** A source file and what it imports, as it is written there. */
export interface SourceFile {
  /** From the repository's root, for example `src/render/layout.ts`. */
  readonly path: string;
  readonly imports: readonly string[];
}

/** The folders that the data passes through, in order: each may import those before it. */
const WAY = ['base', 'redis', 'definition', 'topology', 'register', 'render', 'certificates', 'rules'];

/**
 * What each folder may import beside the folders before it: those of `BESIDE` stand side by side and none imports
 * another, the later ones bind some of them together.
 */
const BESIDE = ['aws', 'local', 'group', 'report', 'project'];

const BINDING: ReadonlyMap<string, readonly string[]> = new Map([
  ['diff', ['aws', 'report']],
  ['operate', ['aws', 'diff', 'group', 'report']],
  ['lifecycle', ['aws', 'diff', 'group', 'operate', 'report']],
  ['doctor', ['aws', 'local', 'report']],
  ['rehearsal', ['diff', 'group', 'lifecycle', 'local', 'operate', 'report']],
  ['start', [...BESIDE, 'diff', 'operate', 'lifecycle', 'doctor', 'rehearsal', 'cli']],
  ['cli', [...BESIDE, 'diff', 'operate', 'lifecycle', 'doctor', 'rehearsal']],
]);

/**
 * The one way between two that stand side by side: what changing an argument does is a table, which the provider of this
 * machine acts by and the comparison of two stacks tells. It holds no more than data, and nothing of cdktf.
 */
const TABLE = { from: 'src/local/provider/', to: 'src/aws/effects/' };

/** The folders of `src` that a folder may import; undefined if it has no place here. */
function mayImport(folder: string): readonly string[] | undefined {
  const at = WAY.indexOf(folder);
  if (at >= 0) return WAY.slice(0, at);
  if (BESIDE.includes(folder)) return WAY;
  const bound = BINDING.get(folder);
  return bound === undefined ? undefined : [...WAY, ...bound];
}

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
  if (path.startsWith('stacks/')) return stackProblem(target);
  return path.startsWith('src/') ? sourceProblem(path, target) : undefined;
}

/** An environment is a definition and nothing more. */
function stackProblem(target: string): string | undefined {
  return target.startsWith('src/definition/') ? undefined : 'an environment imports src/definition only';
}

function sourceProblem(path: string, target: string): string | undefined {
  if (!target.startsWith('src/')) return 'sources import no files outside of src';
  const [from, to] = [folderOf(path), folderOf(target)];
  if (from === to || (path.startsWith(TABLE.from) && target.startsWith(TABLE.to))) return undefined;
  const allowed = mayImport(from);
  if (allowed === undefined) return `src/${from} has no place in the way of the data`;
  return allowed.includes(to) ? undefined : `src/${from} may not import src/${to}`;
}

/** The folder of `src` that a file is in; empty for its root, where none belongs. */
function folderOf(path: string): string {
  const [, folder, ...rest] = path.split('/');
  return rest.length === 0 ? '' : (folder ?? '');
}

const AWS = ['src/aws/', 'src/start/', 'test/aws/'];

function cdktfProblem(path: string, specifier: string): string | undefined {
  const isCdktf = /^(cdktf|cdktn|constructs|@cdktf|@cdktn)(\/|$)/.test(specifier);
  return isCdktf && !AWS.some((allowed) => path.startsWith(allowed))
    ? 'only src/aws and src/start import cdktf'
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
