import { join } from 'node:path';
import test from 'ava';
import { COMMANDS, type Entry } from '../../src/cli/commands/index.ts';
import { DESCRIBED, outputSchema } from '../../src/cli/schema/outputs.ts';
import { explainFields } from '../../src/definition/explain.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { definitionMeanings } from '../../src/definition/meanings.ts';
import { directiveNames, directivesNamed } from '../../src/redis/explain.ts';
import { explainRules } from '../../src/rules/explain.ts';
import { vedetteInOne as vedette } from './_in-one.ts';
import { scratchFolder } from './_run.ts';
import { isOfSchema, validatorOf } from './_schema.ts';

const folder = scratchFolder('schema');
const rendered = join(folder, 'rendered');

/** The words of every command, and what it is. */
function leaves(entries: readonly Entry[], before = ''): readonly (readonly [name: string, entry: Entry])[] {
  return entries.flatMap((entry) => {
    const name = `${before}${entry.name}`;
    return entry.entries === undefined ? [[name, entry] as const] : leaves(entry.entries, `${name} `);
  });
}

test.serial('every command that prints JSON has a schema, and no other has', async (t) => {
  const printing: string[] = [];
  for (const [name, { load }] of leaves(COMMANDS))
    if ((await load?.())?.default.options.format !== undefined) printing.push(name);
  t.deepEqual([...DESCRIBED].sort(), printing.sort());
});

test.serial('each schema has an id of its own, which names the command and the version of its form', (t) => {
  const ids = DESCRIBED.map((name) => outputSchema(name)?.$id);
  t.is(new Set(ids).size, ids.length);
  t.true(ids.includes('urn:vedette:output:diff:2'));
  t.true(ids.includes('urn:vedette:output:local-up:1'));
});

test.before('there are rendered files, of which some lines speak', async (t) => {
  const { stdout } = await vedette(['render', 'lab', '--out', rendered, '--format', 'json']);
  isOfSchema(t, 'render', stdout);
});

const LINES: readonly string[] = [
  'list',
  'validate --all',
  'validate --all --today 2099-01-01',
  `validate file:${rendered}`,
  'render quorum',
  'matrix',
  'diff lab quorum',
  'diff --all --since HEAD',
  `diff file:${rendered}/ns file:${rendered}/node01`,
  'doctor',
  'doctor diff',
  'clients lab',
  `init ${folder}/project`,
  'explain port',
  'rehearse lab --list',
  'rehearse --list',
  'show lab --cost',
  ...environmentNames().flatMap((name) => [`show ${name}`, `forecast ${name}`, `graph ${name}`]),
];

for (const line of LINES)
  test.serial(`what "vedette ${line.replaceAll(folder, '')}" prints as JSON is of its schema`, async (t) => {
    const words = line.split(' ');
    const { stdout, stderr } = await vedette([...words, '--format', 'json']);
    t.not(stdout, '', stderr);
    isOfSchema(t, words[0] ?? '', stdout);
  });

test.serial('everything that can be explained is of the schema', (t) => {
  const directives = directiveNames().flatMap((name) => directivesNamed(name).map(({ data }) => data));
  const explained = [...new Set(directives), ...explainFields(definitionMeanings()), ...explainRules()];
  isOfSchema(t, 'explain', JSON.stringify({ formatVersion: 1, command: 'explain', explained }));
});

for (const command of DESCRIBED)
  test.serial(
    `how "vedette ${command}" fails is of its schema, and a result that says too much is not`,
    async (t) => {
      const { code, stdout } = await vedette([...command.split(' '), '--no-such-option', '--format=json']);
      t.is(code, 64);
      isOfSchema(t, command, stdout);
      t.false(validatorOf(command)({ ...JSON.parse(stdout), more: 1 }));
    },
  );

test.serial('a schema is printed for a command, and a misspelt one is told the nearest', async (t) => {
  const { code, stdout } = await vedette(['schema', 'local', 'up']);
  t.is(code, 0);
  t.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(outputSchema('local up'))));
  const slip = await vedette(['schema', 'local', 'stats']);
  t.is(slip.code, 1);
  t.is(slip.stderr, 'error: local stats is no command that prints JSON; did you mean local status?\n');
});
