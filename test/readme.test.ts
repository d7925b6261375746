/** What the README shows of commands is what they print. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import test from 'ava';
import { tellBeginning } from '../src/rehearsal/demo/story.ts';
import { printRehearsalComment } from '../src/rehearsal/report/comment.ts';
import { readReport } from '../src/rehearsal/report/files.ts';
import { timelinePicture } from '../src/rehearsal/report/timeline/picture.ts';
import { shipped } from './_environment.ts';
import { vedetteInOne as vedette } from './cli/_in-one.ts';
import { ROOT } from './cli/_run.ts';

const README = join(ROOT, 'README.md');
const readme = readFileSync(README, 'utf8');

/** A command, how much of its output stands there, and that output, which ends with a newline. */
const EXAMPLE = /^`vedette ([^`]+)` (prints|begins):\n\n```\n((?:.*\n)*?)```$/gm;

/** Compares what stands in the README, or writes it anew where `UPDATE_GOLDEN` is set. */
function stands(shown: string, real: string): boolean {
  if (env.UPDATE_GOLDEN === undefined) return shown === real;
  writeFileSync(
    README,
    readFileSync(README, 'utf8').replace(shown, () => real),
  );
  return true;
}

test.serial('the README shows a diff and the values of an environment', (t) => {
  const commands = [...readme.matchAll(EXAMPLE)].map(([, command = '']) => command.split(' ')[0]);
  t.true(commands.includes('diff'));
  t.true(commands.includes('show'));
});

for (const [, command = '', extent = '', shown = ''] of readme.matchAll(EXAMPLE))
  test.serial(`what the README shows of vedette ${command} is what it ${extent}`, async (t) => {
    const { stdout } = await vedette(command.split(' '));
    const lines = shown.split('\n').length - 1;
    const real = extent === 'prints' ? stdout : `${stdout.split('\n').slice(0, lines).join('\n')}\n`;
    t.true(stands(shown, real), `UPDATE_GOLDEN=1 writes it anew:\n${real}`);
  });

test.serial('what npm start shows before it boots hosts is what it says', async (t) => {
  const [, shown = ''] = /^\$ npm start\n([^`]*?)\n== Boot its hosts/m.exec(readme) ?? [];
  const said: string[] = [];
  tellBeginning({ ...(await shipped('lab')), file: 'stacks/lab.ts' }, (text) => said.push(text));
  const real = `${said.join('\n').trimStart()}\n`;
  t.true(stands(shown, real), `UPDATE_GOLDEN=1 writes it anew:\n${real}`);
});

/** The table of drills, as Markdown. */
const DRILLS = /^\| drill \| verdict \|.*\n(?:\|.*\n)*/m;

test.serial(
  'the timeline and the table that the README shows of a rehearsal are those of its record',
  (t) => {
    const { rehearsal } = readReport(join(ROOT, 'docs/rehearsal.json'));
    const [shown = ''] = DRILLS.exec(readme) ?? [];
    const [real = ''] = DRILLS.exec(printRehearsalComment(rehearsal)) ?? [];
    t.true(stands(shown, real), `UPDATE_GOLDEN=1 writes it anew:\n${real}`);
    const picture = readFileSync(join(ROOT, 'docs/rehearsal.svg'), 'utf8');
    t.is(picture, timelinePicture(rehearsal) ?? '', 'npm run docs writes it');
  },
);
