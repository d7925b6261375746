/** A repository with a pull request, as a workflow finds it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedProject } from '../_project.ts';

/**
 * Makes a bare remote with the shipped environments and, on top, the merge of a change of staging, and checks that out as
 * actions/checkout does with a depth of 2.
 *
 * @param folder of all of it
 * @returns the folder of the checkout
 */
export function checkoutOf(folder: string, change: (text: string) => string): string {
  const remote = join(folder, 'remote.git');
  const work = join(folder, 'work');
  const root = join(folder, 'checkout');
  const inWork = (...args: readonly string[]) => git('-C', work, ...args);
  shippedProject(work);
  git('init', '--quiet', '--bare', '--initial-branch', 'main', remote);
  inWork('init', '--quiet', '--initial-branch', 'main');
  inWork('add', '--all');
  inWork('commit', '--quiet', '-m', 'base');
  inWork('checkout', '--quiet', '-b', 'change');
  const file = join(work, 'stacks/staging.ts');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  inWork('commit', '--quiet', '--allow-empty', '-a', '-m', 'change');
  inWork('checkout', '--quiet', 'main');
  inWork('merge', '--quiet', '--no-ff', '-m', 'merge', 'change');
  inWork('push', '--quiet', remote, 'main^1:refs/heads/main', 'main:refs/pull/7/merge');
  git('clone', '--quiet', '--depth', '1', `file://${remote}`, root);
  const inRoot = (...args: readonly string[]) => git('-C', root, ...args);
  inRoot('fetch', '--quiet', '--depth', '2', 'origin', 'refs/pull/7/merge');
  inRoot('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  return root;
}

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);
}
