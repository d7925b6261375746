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
 * A list is answered page by page as with `--paginate`, each filtered by the expression of `--jq`; a path that it has no
 * answer for is answered as GitHub answers one that is not there.
 *
 * @param answers the pages of a list, or the one answer, by path
 */
export function fakeGh(root: string, answers: Readonly<Record<string, readonly object[]>>): FakeGh {
  mkdirSync(root, { recursive: true });
  const cases = Object.entries(answers).map(([path, pages], at) => {
    const answer = join(root, `answer-${at}`);
    writeFileSync(answer, pages.map((page) => JSON.stringify(page)).join('\n'));
    return `  '${path}') jq -r "$4" '${answer}'; exit ;;`;
  });
  const script = [
    '#!/bin/sh',
    `case "$*" in *--method*) echo "$*" >> '${join(root, 'asked')}'; exit ;; esac`,
    '[ "$2" != --paginate ] || shift',
    'case $2 in',
    ...cases,
    'esac',
    'echo "gh: Not Found (HTTP 404)" >&2',
    'exit 1',
  ];
  const PATH = standIn(root, 'gh', `${script.join('\n')}\n`);
  return { root, variables: { PATH }, asked: () => read(join(root, 'asked')) };
}
