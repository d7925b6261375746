import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import test from 'ava';
import { MARKER } from '../../src/diff/comment.ts';
import { BIN, ROOT, scratchFolder } from '../cli/_run.ts';
import { checkoutOf } from './_repository.ts';
import { FILES, read, runStep, standIn } from './_workflow.ts';

const scratch = scratchFolder('ci-docs');
const PAGE = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');

/** The commands for any other CI, in blocks. */
const BLOCKS = [...PAGE.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);

test('the page has a row for every workflow file of this repository', (t) => {
  for (const { path } of FILES.filter((file) => file.path.startsWith('.github/')))
    t.true(PAGE.includes(`| \`${path.replace(/^.*\//, '')}\` |`), path);
});

test('the page names every variable that a workflow file reads', (t) => {
  for (const { text } of FILES)
    for (const [, name] of text.matchAll(/\bvars\.(\w+)/g)) t.true(PAGE.includes(`| \`${name}\` |`), name);
});

test('what the page says for any other CI writes the comment of a branch', async (t) => {
  const root = checkoutOf(join(scratch, 'branch'), (text) => text.replace("'64mb'", "'128mb'"));
  // A rehearsal takes a minute; that it is asked for, and its report taken up, is what matters here.
  standIn(
    root,
    'sudo',
    '#!/bin/sh\necho "$*" >asked\nmkdir out\necho "1 of 1 drill held" >out/rehearsal.md\n',
  );
  const PATH = standIn(root, 'npx', `#!/bin/sh\nshift\nexec ${execPath} ${BIN} "$@"\n`);
  const [block = ''] = BLOCKS;
  const { status, stderr } = await runStep(root, block, { PATH, BRANCH: 'Fix/A', NUMBER: '7' });
  t.is(status, 0, stderr);
  t.is(read(join(root, 'asked')), 'npx vedette rehearse fix-a-x989609 kill-primary --report out\n');
  const comment = read(join(root, 'comment.md'));
  for (const part of [MARKER, 'worst impact live-heavy', 'for pr/7, until ', '1 of 1 drill held'])
    t.true(comment.includes(part), comment);
});
