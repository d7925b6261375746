/** A repository with pull requests, as a workflow finds it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedProject } from '../_project.ts';

/** A bare remote with a branch `main` and pull requests. */
export interface Remote {
  readonly url: string;
  /** Merges a pull request into main, as GitHub does for its workflows: main itself stays. */
  pull(number: number, change: (file: string) => void): void;
}

/**
 * Makes a remote with the shipped environments.
 *
 * @param files more of them, by their paths
 */
export function remoteIn(folder: string, files: Readonly<Record<string, string>> = {}): Remote {
  const remote = join(folder, 'remote.git');
  const work = shippedProject(join(folder, 'work'));
  const inWork = (...args: readonly string[]) => git('-C', work, ...args);
  for (const [path, content] of Object.entries(files)) writeFileSync(join(work, path), content);
  git('init', '--quiet', '--bare', '--initial-branch', 'main', remote);
  inWork('init', '--quiet', '--initial-branch', 'main');
  inWork('add', '--all');
  inWork('commit', '--quiet', '-m', 'base');
  inWork('push', '--quiet', remote, 'main');
  return {
    url: `file://${remote}`,
    pull(number, change) {
      inWork('checkout', '--quiet', '-b', `change-${number}`, 'main');
      change(work);
      inWork('commit', '--quiet', '--allow-empty', '-a', '-m', 'change');
      inWork('checkout', '--quiet', '--detach', 'main');
      inWork('merge', '--quiet', '--no-ff', '-m', 'merge', `change-${number}`);
      inWork('push', '--quiet', remote, `HEAD:refs/pull/${number}/merge`);
    },
  };
}

/** Checks out a reference as actions/checkout does with a depth of 2, and returns the folder. */
export function cloneOf({ url }: Remote, reference: string, root: string): string {
  const inRoot = (...args: readonly string[]) => git('-C', root, ...args);
  git('clone', '--quiet', '--depth', '1', url, root);
  inRoot('fetch', '--quiet', '--depth', '2', 'origin', reference);
  inRoot('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  return root;
}

/** Makes a remote with a pull request that changes staging, and checks that out. */
export function checkoutOf(folder: string, change: (text: string) => string): string {
  const remote = remoteIn(folder);
  remote.pull(7, (work) => {
    const file = join(work, 'stacks/staging.ts');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  });
  return cloneOf(remote, 'refs/pull/7/merge', join(folder, 'checkout'));
}

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);
}
