/** The package.json of a project: what is there stays, and what is missing is added. */
import { relative, sep } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { ownPackage, ROOT } from '../base/package.ts';

/** A package.json, or a part of it. */
type Part = Readonly<Record<string, unknown>>;

/** Where a package.json may name a package. */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** Which programs a project uses beside vedette, at the versions that vedette is tested with. */
const TOOLS = ['cdktf-cli', 'typescript'];

/** What a project's package.json has. */
const SCRIPTS = { check: 'tsc --noEmit && vedette validate --all' };

/**
 * The package.json of a project, in the manner of the one that is there.
 *
 * @param folder the project's
 * @param present its text; undefined if there is none
 * @throws UserError if what is there is no package.json
 */
export function completedManifest(folder: string, present: string | undefined): string {
  const manifest = present === undefined ? { private: true, type: 'module' } : parse(present);
  const added = {
    scripts: SCRIPTS,
    dependencies: unnamed(manifest, ownDependency(folder)),
    devDependencies: unnamed(manifest, toolDependencies()),
  };
  const completed = Object.entries(added).reduce(withPart, manifest);
  if (present !== undefined && JSON.stringify(completed) === JSON.stringify(manifest)) return present;
  return `${JSON.stringify(completed, undefined, indentationOf(present))}\n`;
}

/** True if the text of a package.json says where vedette comes from. */
export function namesVedette(manifest: string): boolean {
  return isNamed(parse(manifest), ownPackage().name);
}

function parse(text: string): Part {
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isPart(manifest) && ['scripts', ...DEPENDENCIES].every((name) => isPart(manifest[name] ?? {})))
      return manifest;
  } catch (error) {
    throw new UserError(`package.json: it is no JSON: ${messageOf(error)}; mend it`, { cause: error });
  }
  throw new UserError('package.json: it is no object of objects, as npm reads it; mend it');
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is there goes before what is added. */
function withPart(manifest: Part, [name, added]: readonly [string, Part]): Part {
  const present = manifest[name];
  const part = { ...added, ...(isPart(present) ? present : {}) };
  const isComplete = Object.keys(added).every((key) => isPart(present) && Object.hasOwn(present, key));
  return isComplete ? manifest : { ...manifest, [name]: part };
}

function unnamed(manifest: Part, dependencies: Part): Part {
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => !isNamed(manifest, name)));
}

function isNamed(manifest: Part, name: string): boolean {
  return DEPENDENCIES.some((kind) => Object.hasOwn(manifest[kind] ?? {}, name));
}

/**
 * A checkout is a package that npm can link. What npm installed has another origin, which is not told, and its name
 * alone might be somebody else's package.
 */
function ownDependency(folder: string): Part {
  const isInstalled = ROOT.split(sep).includes('node_modules');
  return isInstalled ? {} : { [ownPackage().name]: `file:${relative(folder, ROOT)}` };
}

function toolDependencies(): Part {
  const { devDependencies } = ownPackage();
  return Object.fromEntries(TOOLS.map((name) => [name, devDependencies[name]]));
}

function indentationOf(text = '{\n  "'): string {
  return /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
}
