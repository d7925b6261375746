/** A `gh` that lists what GitHub has, and writes down what else it is asked. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, standIn } from './_workflow.ts';

/** A folder with a `gh` in its `bin`. */
export interface FakeGh {
  readonly root: string;
  /** The variables that a step needs to find it. */
  readonly variables: Readonly<Record<string, string>>;
  /** What it was asked to change, a line each. */
  readonly asked: () => string;
}

/**
 * A list is answered page by page as `--paginate` does, each filtered by the expression of `--jq`; a path that it has no
 * pages of is answered as GitHub answers one that is not there.
 *
 * @param pages by path
 */
export function fakeGh(
  root: string,
  pages: Readonly<Record<string, readonly (readonly object[])[]>>,
): FakeGh {
  mkdirSync(root, { recursive: true });
  const answers = Object.entries(pages).map(([path, all], at) => {
    writeFileSync(join(root, `answer-${at}`), all.map((page) => JSON.stringify(page)).join('\n'));
    return `  '${path}') jq -r "$5" 'answer-${at}'; exit ;;`;
  });
  const script = [
    '#!/bin/sh',
    'if [ "$2" != --paginate ]; then echo "$*" >> asked; exit; fi',
    'case $3 in',
    ...answers,
    'esac',
    'echo "gh: Not Found (HTTP 404)" >&2',
    'exit 1',
  ];
  const PATH = standIn(root, 'gh', `${script.join('\n')}\n`);
  return { root, variables: { PATH }, asked: () => read(join(root, 'asked')) };
}
