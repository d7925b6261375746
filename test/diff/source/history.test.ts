import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { atRevision } from '../../../src/diff/source/history.ts';
import { scratchFolder } from '../../cli/_run.ts';

const scratch = scratchFolder('diff-history');

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });
}

/** A repository with two commits, a staged and an unstaged change, and a file that git does not know. */
function repository(name: string): string {
  const root = join(scratch, name);
  mkdirSync(root);
  git(root, 'init', '--quiet');
  writeFileSync(join(root, '.gitignore'), '.vedette/\n');
  for (const text of ['one', 'two']) {
    writeFileSync(join(root, 'a.txt'), text);
    git(root, 'add', '.');
    git(root, 'commit', '--quiet', '-m', text);
  }
  writeFileSync(join(root, 'staged.txt'), 'staged');
  git(root, 'add', 'staged.txt');
  writeFileSync(join(root, 'a.txt'), 'three');
  writeFileSync(join(root, 'unknown.txt'), 'unknown');
  return root;
}

test('the files of a revision are there for the time of the call', async (t) => {
  const root = repository('files');
  const seen = await atRevision('HEAD~1', root, async ({ folder, changed }) => {
    t.deepEqual([...changed].sort(), ['a.txt', 'staged.txt']);
    return { folder, text: readFileSync(join(folder, 'a.txt'), 'utf8') };
  });
  t.is(seen.text, 'one');
  t.false(existsSync(seen.folder));
});

test('a dirty checkout stays as it is, and nothing is left in git', async (t) => {
  const root = repository('dirty');
  const before = git(root, 'status', '--porcelain');
  await atRevision('HEAD~1', root, async () => undefined);
  t.is(git(root, 'status', '--porcelain'), before);
  t.is(readFileSync(join(root, 'a.txt'), 'utf8'), 'three');
  t.is(git(root, 'worktree', 'list', '--porcelain').match(/^worktree /gm)?.length, 1);
  t.deepEqual(readdirSync(join(root, '.vedette')), []);
});

test('the folder goes even if the call fails', async (t) => {
  const root = repository('failing');
  await t.throwsAsync(
    atRevision('HEAD', root, async () => {
      throw new Error('failed');
    }),
    { message: 'failed' },
  );
  t.deepEqual(readdirSync(join(root, '.vedette')), []);
});

test('no hook of the repository runs', async (t) => {
  const root = repository('hooks');
  const hook = join(root, '.git/hooks/post-checkout');
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\ntouch '${join(root, 'ran')}'\n`, { mode: 0o755 });
  await atRevision('HEAD', root, async () => undefined);
  t.false(existsSync(join(root, 'ran')));
});

for (const ref of ['no-such-branch', '--help', '', 'HEAD~99'])
  test(`${JSON.stringify(ref)} is refused as a revision`, async (t) => {
    const root = repository(`ref-${Buffer.from(ref).toString('hex')}`);
    await t.throwsAsync(
      atRevision(ref, root, async () => undefined),
      {
        message: `${JSON.stringify(ref)}: git knows no such revision; write one that git log shows, or fetch it first`,
      },
    );
  });

test('a folder outside of any repository has no history', async (t) => {
  await t.throwsAsync(
    atRevision('HEAD', '/', async () => undefined),
    { message: /^\/: it is not in a git repository/ },
  );
});
