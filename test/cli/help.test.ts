import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { COMMANDS, type Entry, EXAMPLES } from '../../src/cli/commands/index.ts';
import { destinationOf, withHelp } from '../../src/cli/usage.ts';
import { vedetteInOne as vedette } from './_in-one.ts';
import { scratchFolder } from './_run.ts';

const folder = scratchFolder('help');
const empty = scratchFolder('empty');

/** An entry of the help and the words that lead to it. */
interface Placed {
  readonly words: readonly string[];
  readonly entry: Entry;
}

function placed(entries: readonly Entry[], before: readonly string[] = []): readonly Placed[] {
  return entries.flatMap((entry) => {
    const words = [...before, entry.name];
    return [{ words, entry }, ...placed(entry.entries ?? [], words)];
  });
}

/** What these do takes hosts, Terraform or AWS, and is held by tests of their own. */
const WITH_HOSTS = [
  'demo',
  'deploy',
  'destroy',
  'drift',
  'env adopt',
  'local',
  'rehearse',
  'repair',
  'rotate',
  'rollout',
  'status',
  'switchover',
];

test.before('there are rendered files and a list of owners, of which some examples speak', async (t) => {
  writeFileSync(join(folder, 'open.txt'), 'pr/\n');
  t.is((await vedette(['render', 'lab', '--out', 'rendered'], { cwd: folder })).code, 0);
});

for (const { words, entry } of placed(COMMANDS)) {
  const name = words.join(' ');

  test.serial(
    `"vedette ${name} --help", "-h" and "help ${name}" are one help, which ends with examples and fits 60 columns`,
    async (t) => {
      const help = await vedette([...words, '--help']);
      t.is(help.code, 0);
      t.is(help.stderr, '');
      t.true(help.stdout.startsWith(`vedette ${name}`), help.stdout);
      t.deepEqual(await vedette([...words, '-h']), help);
      const narrow = await vedette([...words, '--help'], { variables: { COLUMNS: '60' } });
      t.deepEqual(
        narrow.stdout.split('\n').filter((line) => line.length > 60),
        [],
      );
      t.deepEqual(withHelp(['help', ...words]), [...words, '--help']);
      const examples = (await entry.load?.())?.default.examples ?? entry.examples ?? [];
      t.true(examples.length > 0);
      const [, shown = ''] = help.stdout.split('\nExamples:\n');
      const oneLine = shown.replaceAll(/\s+/g, ' ');
      for (const [line, about] of examples) t.true(oneLine.includes(`vedette ${line} ${about}`), help.stdout);
    },
  );

  test.serial(
    `every example of "vedette ${name}" is a line of this command with options that it has`,
    async (t) => {
      const examples = (await entry.load?.())?.default.examples ?? entry.examples ?? [];
      t.true(examples.length > 0);
      for (const [line] of examples) {
        const [own = ''] = line.split(' -- ');
        const found = destinationOf(own.split(' '));
        t.deepEqual(found.words.slice(0, words.length), words, line);
        const { options } = (await found.entry?.load?.())?.default ?? { options: {} };
        for (const [, option = ''] of own.matchAll(/--([\w-]+)/g)) t.true(option in options, line);
      }
    },
  );

  if (entry.load !== undefined && ![words[0] ?? '', name].some((word) => WITH_HOSTS.includes(word)))
    test.serial(`every example of "vedette ${name}" works`, async (t) => {
      for (const [line] of (await entry.load?.())?.default.examples ?? []) {
        // What vedette init writes would be the project of the others.
        const cwd = words[0] === 'init' ? empty : folder;
        const { code, stderr } = await vedette(line.split(' '), { cwd });
        // Whoever runs the tests may have changed a definition since the last commit.
        t.true(
          code === 0 || (code === 2 && line.includes('--since')),
          `${line} ends with ${code}: ${stderr}`,
        );
      }
    });
}

test.serial('the help of all commands ends with examples, which work', async (t) => {
  const { stdout } = await vedette(['--help']);
  for (const [line, about] of EXAMPLES) {
    t.regex(stdout, new RegExp(`^  vedette ${line} +${about}$`, 'm'));
    t.is((await vedette(line.split(' '))).code, 0, line);
  }
});
