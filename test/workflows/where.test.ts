import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { ROOT } from '../cli/_run.ts';
import { commandsOf, jobAt } from './_job.ts';
import { WHERE } from './_where.ts';
import { JOBS } from './_workflow.ts';

const FOLDER = join(ROOT, 'test/workflows');

const fileOf = (name: string): string => join(FOLDER, `${name}.test.ts`);

test('every command of every workflow file is run by a test, and every one that is named there is in a file', (t) => {
  const commands = JOBS.map((placed) => [placed.place, commandsOf(placed).map(({ name }) => name)]);
  t.deepEqual(
    Object.entries(WHERE).map(([place, steps]) => [place, Object.keys(steps)]),
    commands,
  );
  for (const [place, steps] of Object.entries(WHERE))
    for (const [name, files] of Object.entries(steps)) t.true(files.length > 0, `${place}: ${name}`);
});

test('a file that is named runs the command: it has its name, or that of its job, all of which it runs', (t) => {
  for (const [place, steps] of Object.entries(WHERE))
    for (const [name, files] of Object.entries(steps))
      for (const file of files)
        t.true(existsSync(fileOf(file)) && isRunBy(file, place, name), `${file}: ${place}: ${name}`);
});

/** Packages are installed once for all jobs that do it by the same command. */
function isRunBy(file: string, place: string, name: string): boolean {
  const text = readFileSync(fileOf(file), 'utf8');
  const command = commandAt(place, name);
  const same = JOBS.filter((one) => commandsOf(one).some(({ run }) => run === command));
  return text.includes(name) || same.some((one) => text.includes(shortOf(one.place)));
}

function commandAt(place: string, name: string): string | undefined {
  return commandsOf(jobAt(place)).find((step) => step.name === name)?.run;
}

/** As the tests of this folder name a job. */
function shortOf(place: string): string {
  return place.replace(/^\.github\/workflows\//, '');
}
