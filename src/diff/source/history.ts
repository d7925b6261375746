/** The files of a repository as they were: a git worktree for the time of one call, the checkout untouched. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';

/** The files of a revision. */
export interface Revision {
  /** The repository's own folder. */
  readonly root: string;
  /** A folder that holds the files of the revision, for the time of the call only. */
  readonly folder: string;
  /** The files that differ between the revision and the working tree, from the repository's root. */
  readonly changed: readonly string[];
}

/**
 * Calls a function with the files of a revision.
 *
 * @param ref what git knows the revision by, for example `HEAD~1` or `origin/main`
 * @param inside a folder of the repository
 * @throws UserError if there is no such repository or revision
 */
export async function atRevision<Result>(
  ref: string,
  inside: string,
  use: (revision: Revision) => Promise<Result>,
): Promise<Result> {
  const root = rootOf(inside);
  const commit = commitOf(ref, root);
  const parent = join(root, '.vedette');
  mkdirSync(parent, { recursive: true });
  const folder = realpathSync(mkdtempSync(join(parent, 'since-')));
  const remove = () => removeWorktree(root, folder);
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    mustGit(root, 'worktree', 'add', '--quiet', '--detach', folder, commit);
    const changed = mustGit(root, 'diff', '--name-only', '--no-ext-diff', '-z', commit, '--')
      .split('\0')
      .filter(Boolean);
    return await use({ root, folder, changed });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    remove();
  }
}

/** The commit that the files of a folder are of; undefined where git knows none. */
export function presentCommit(inside: string): string | undefined {
  try {
    const { status, stdout } = git(inside, 'rev-parse', '--verify', '--quiet', 'HEAD');
    return status === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

function rootOf(inside: string): string {
  const { status, stdout } = git(inside, 'rev-parse', '--show-toplevel');
  if (status !== 0)
    throw new UserError(
      `${inside}: it is not in a git repository, so it has no history; compare two files instead`,
    );
  return stdout.trimEnd();
}

function commitOf(ref: string, root: string): string {
  const { status, stdout } = git(
    root,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  );
  if (status !== 0)
    throw new UserError(
      `${JSON.stringify(ref)}: git knows no such revision; write one that git log shows, or fetch it first`,
    );
  return stdout.trim();
}

/** The folder may be there without git knowing it, or known and gone. */
function removeWorktree(root: string, folder: string): void {
  git(root, 'worktree', 'remove', '--force', folder);
  rmSync(folder, { recursive: true, force: true });
  git(root, 'worktree', 'prune');
}

function mustGit(root: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = git(root, ...args);
  if (status !== 0)
    throw new UserError(`git ${args[0]} failed in ${root}: ${stderr.trim().split('\n').at(-1)}`);
  return stdout;
}

interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Without hooks, which a checkout would run, and without the variables that git gives to hooks it runs us from. */
function git(cwd: string, ...args: readonly string[]): Answer {
  const { error, status, stdout, stderr } = spawnSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
    cwd,
    encoding: 'utf8',
    env: withoutGit(process.env),
    maxBuffer: 64 * 1024 ** 2,
  });
  if (error !== undefined)
    throw new UserError(`git does not run here (${error.message}); install it`, { cause: error });
  return { status, stdout, stderr };
}

const LOCAL = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
]);

function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !LOCAL.has(name)));
}
