import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import test from 'ava';
import { vedetteInOne } from './_in-one.ts';
import { ROOT, scratchFolder, vedette } from './_run.ts';

const folder = scratchFolder('failure');

function definitionFile(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const broken = definitionFile(
  'broken.ts',
  `export default {
     name: 'broken', sentinel: { quorum: 1 }, network: { cidr: '10.0.0.0/24' },
     hosts: { ns: { roles: ['primary'], adress: '10.0.0.30' } , s: { roles: ['sentinel'], size: 'huge' } },
   };`,
);

test('every problem of a definition is shown on its own line with exit code 1', async (t) => {
  const { code, stdout, stderr } = await vedetteInOne(['show', broken]);
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(stderr, /broken\.ts: hosts\.ns: "adress" is not a field here; did you mean address\?\n/);
  t.regex(stderr, /broken\.ts: hosts\.s\.size: "huge" is not a known instance type/);
});

for (const command of ['show', 'validate', 'render', 'forecast', 'graph', 'local up'])
  test(`"${command} --format json" stays valid JSON when the definition does not hold`, async (t) => {
    const { code, stdout } = await vedetteInOne([...command.split(' '), broken, '--format', 'json']);
    t.is(code, 1);
    const { error, ...rest } = JSON.parse(stdout);
    t.deepEqual(rest, { formatVersion: 1, command });
    t.is(error.problems.length, 2);
    t.is(error.message.split('\n').length, 2);
  });

test('what a definition prints while it is loaded goes to stderr, and the result stays valid JSON', async (t) => {
  const valid = `export default {
    name: 'prints', sentinel: { quorum: 1 }, network: { cidr: '10.0.0.0/24' },
    hosts: { one: { roles: ['primary', 'sentinel'] } } };`;
  const file = definitionFile(
    'prints.ts',
    `console.log('to whom?'); process.stdout.write('directly\\n'); ${valid}`,
  );
  const { code, stdout, stderr } = await vedette(['show', file, '--format', 'json']);
  t.is(code, 0);
  t.like(JSON.parse(stdout), { command: 'show', environment: 'prints' });
  t.is(stderr, 'to whom?\ndirectly\n');
});

const VALID = `{ name: 'ends', sentinel: { quorum: 1 }, network: { cidr: '10.0.0.0/24' },
  hosts: { one: { roles: ['primary', 'sentinel'] } } }`;

/** Ways to print once the file is loaded. */
const PRINTS_LATER: readonly (readonly [how: string, text: (valid: string) => string])[] = [
  [
    'from timers',
    (valid) => `const say = () => console.log('later'); say();
      setImmediate(say); setInterval(say, 1); Promise.resolve().then(say); process.once('exit', say);
      export default ${valid};`,
  ],
  [
    'when a value is looked at',
    (valid) => `export default Object.defineProperty(${valid}, 'protected', {
      enumerable: true, get() { process.stdout.write('later\\n'); return false; } });`,
  ],
];

for (const [how, text] of PRINTS_LATER)
  test(`what a definition prints ${how} goes to stderr, and the result stays valid JSON`, async (t) => {
    const file = definitionFile(`prints-${how.replaceAll(' ', '-')}.ts`, text(VALID));
    for (const command of ['show', 'graph', 'clients']) {
      const { code, stdout, stderr } = await vedette([command, file, '--format', 'json']);
      t.is(code, 0, stderr);
      t.is(JSON.parse(stdout).command, command);
      t.regex(stderr, /^later$/m);
    }
  });

test('a definition that ends the program is no success, in words and as JSON', async (t) => {
  const file = definitionFile('ends.ts', `process.exit(0); export default ${VALID};`);
  const said = 'the program ended before its result was there: a definition ends it';
  const [words, data] = await Promise.all([
    vedette(['validate', file]),
    vedette(['validate', file, '--format', 'json']),
  ]);
  t.is(words.code, 1);
  t.true(words.stderr.startsWith(`error: ${said}`), words.stderr);
  t.is(data.code, 1);
  t.true(JSON.parse(data.stdout).error.message.startsWith(said));
});

test('a timer that a definition leaves running does not keep the command from ending', async (t) => {
  const file = definitionFile('timer.ts', `setInterval(() => undefined, 1000); export default ${VALID};`);
  t.is((await vedette(['show', file])).code, 0);
});

test('a result that cannot be written is an error in one sentence', (t) => {
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', 'exec "$0" src/start/vedette.cjs show lab >/dev/full', execPath],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  t.is(status, 1);
  t.regex(stderr, /^error: the result cannot be written: .*; give it another place\n$/);
});

test('wrong usage is valid JSON too, with its own exit code', async (t) => {
  const { code, stdout } = await vedette(['render', 'lab', '--hots', 'ns', '--format=json']);
  t.is(code, 64);
  t.deepEqual(JSON.parse(stdout), {
    formatVersion: 1,
    command: 'render',
    error: { message: '--hots is not an option of vedette render; did you mean --host?' },
  });
});

test('an unknown environment is named with the nearest known one', async (t) => {
  const { code, stderr } = await vedetteInOne(['show', 'lib']);
  t.is(code, 1);
  t.regex(stderr, /^error: "?lib"?.* stacks\/; did you mean lab\?\n$/);
});

test('a definition that throws is one sentence, and a stack trace only with --debug', async (t) => {
  const file = definitionFile('throws.ts', `throw new Error('no such luck');`);
  const quiet = await vedette(['show', file]);
  t.is(quiet.code, 1);
  t.is(quiet.stderr.trimEnd().split('\n').length, 1, quiet.stderr);
  t.regex(quiet.stderr, /throws\.ts:1: .*no such luck/);
  const loud = await vedette(['show', file, '--debug']);
  t.regex(loud.stderr, /\n {4}at .*\n[\s\S]*caused by Error: no such luck\n {4}at /);
});

test('a definition outside stacks/ works, from any folder', async (t) => {
  const imported = join(ROOT, 'src/definition/environment.ts');
  definitionFile(
    'small.ts',
    `import { environment } from '${imported}';
     export default environment({ name: 'small', sentinel: { quorum: 1 }, network: { cidr: '10.0.0.0/24' },
       hosts: { one: { roles: ['primary', 'sentinel'] } } });`,
  );
  const { code, stdout, stderr } = await vedette(['show', './small.ts', '--format', 'json'], { cwd: folder });
  t.is(code, 0, stderr);
  t.is(JSON.parse(stdout).file, 'small.ts');
});

test('a reader that has read enough ends the command without a word', (t) => {
  const piped = 'node src/start/vedette.cjs show production | head -1';
  const { status, stdout, stderr } = spawnSync('sh', ['-c', piped], { cwd: ROOT, encoding: 'utf8' });
  t.is(status, 0);
  t.is(stdout, 'environment\n');
  t.is(stderr, '');
});
