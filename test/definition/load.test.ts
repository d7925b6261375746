import { dirname, resolve } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { environmentNames, loadDefinition } from '../../src/definition/load.ts';
import { openEnvironment } from '../../src/register/open.ts';
import { fileOf } from './_file.ts';

const VALID = `export default {
  name: 'tiny', sentinel: { quorum: 1 }, network: { cidr: '10.0.0.0/24' },
  hosts: { one: { roles: ['primary', 'sentinel'] } },
};`;

/** As the commands do: without it, lines are those of the translation. */
process.setSourceMapsEnabled(true);

async function messageOfLoading(t: ExecutionContext, nameOrPath: string): Promise<string> {
  const error = await t.throwsAsync(loadDefinition(nameOrPath), { instanceOf: UserError });
  return error?.message ?? '';
}

test('the shipped environments are known by name, without the app beside them', (t) => {
  t.deepEqual(environmentNames(), ['lab', 'production', 'quorum', 'staging', 'valkey']);
});

for (const name of environmentNames())
  test(`${name} loads by name and says so in its own name`, async (t) => {
    const { definition, file } = await loadDefinition(name);
    t.deepEqual([definition.name, file], [name, `stacks/${name}.ts`]);
  });

test('a definition loads by path and is named relative to the working directory', async (t) => {
  const path = fileOf(t, 'tiny.ts', VALID);
  const { definition, file } = await loadDefinition(resolve(path));
  t.deepEqual([definition.name, file], ['tiny', path]);
});

test('a name that is not known is answered with the nearest one', async (t) => {
  t.is(
    await messageOfLoading(t, 'stagin'),
    'stagin: there is no environment of this name in stacks/; did you mean staging?',
  );
});

test('a name that is near none is answered with all', async (t) => {
  t.is(
    await messageOfLoading(t, 'elsewhere'),
    'elsewhere: there is no environment of this name in stacks/; use one of lab, production, quorum, staging, valkey, or a path',
  );
});

test('a file that is not there', async (t) => {
  t.is(
    await messageOfLoading(t, 'stacks/gone.ts'),
    'stacks/gone.ts: there is no such file; give the path of an environment definition',
  );
});

test('a folder is not a file', async (t) => {
  const folder = dirname(fileOf(t, 'tiny.ts', VALID));
  t.is(
    await messageOfLoading(t, folder),
    `${folder}: there is no such file; give the path of an environment definition`,
  );
});

test('a path with control characters is shown on one line', async (t) => {
  t.is(
    await messageOfLoading(t, './a\n\u001b[2Jb.ts'),
    './a\\u000a\\u001b[2Jb.ts: there is no such file; give the path of an environment definition',
  );
});

test('a file that throws is named with its line and the first line of what it throws', async (t) => {
  const text =
    "interface Gone {\n  readonly a: string;\n}\nthrow new Error('the vault is shut\\nsecond line');";
  const path = fileOf(t, 'throws.ts', text);
  t.is(await messageOfLoading(t, path), `${path}:4: it failed to load: the vault is shut; mend the file`);
});

test('a file whose import throws is named with the line that calls it', async (t) => {
  const helper = fileOf(t, 'helper.ts', "export function size() {\n  throw new Error('none');\n}");
  const path = fileOf(
    t,
    'uses.ts',
    `import { size } from '${resolve(helper)}';\n\nexport default { name: size() };`,
  );
  t.is(await messageOfLoading(t, path), `${path}:3: it failed to load: none; mend the file`);
});

test('a file that throws something else than an error', async (t) => {
  const path = fileOf(t, 'throws.ts', "throw 'no luck';");
  t.is(await messageOfLoading(t, path), `${path}: it failed to load: no luck; mend the file`);
});

test('a file that imports what is not there', async (t) => {
  const path = fileOf(t, 'imports.ts', "import './nowhere.ts'; export default {};");
  t.regex(
    await messageOfLoading(t, path),
    /imports\.ts:1: it failed to load: .*nowhere\.ts.*; mend the file$/,
  );
});

test('a syntax error is named in one sentence that says what is wrong', async (t) => {
  const path = fileOf(t, 'syntax.ts', "export default { name: 'x' redis: {} };");
  t.regex(await messageOfLoading(t, path), /syntax\.ts:1: it failed to load: Expected .*; mend the file$/);
});

test('a file without a default export', async (t) => {
  const path = fileOf(t, 'named.ts', "export const definition = { name: 'x' };");
  t.is(
    await messageOfLoading(t, path),
    `${path}: it has no default export; write 'export default environment({ ... })'`,
  );
});

for (const [what, shown] of [
  ['null', 'null'],
  ['[]', '[]'],
  ["'lab'", '"lab"'],
  ['42', '42'],
] as const)
  test(`a file whose default export is ${what}`, async (t) => {
    const path = fileOf(t, 'other.ts', `export default ${what};`);
    t.is(await messageOfLoading(t, path), `${path}: ${shown} is not an object`);
  });

const DATA = {
  name: 'tiny',
  sentinel: { quorum: 1 },
  network: { cidr: '10.0.0.0/24' },
  hosts: { one: { roles: ['primary', 'sentinel'] } },
};

test('a definition in JSON loads like one in TypeScript, and $schema is not of it', async (t) => {
  const path = fileOf(t, 'tiny.json', JSON.stringify({ $schema: './definition.schema.json', ...DATA }));
  t.deepEqual(await loadDefinition(path), {
    definition: (await loadDefinition(fileOf(t, 'tiny.ts', VALID))).definition,
    file: path,
  });
});

const FAULTY_JSON: Readonly<Record<string, readonly [text: string, said: RegExp]>> = {
  'that is cut off': ['{\n  "name": "tiny",', /\.json:2: it failed to load: .*; mend the file$/],
  'with a comment': ['{\n  // hosts\n}', /\.json:2: it failed to load: .*; mend the file$/],
  'that gives a host twice': [
    '{\n  "hosts": {\n    "a": {},\n    "a": {}\n  }\n}',
    /\.json:4: it failed to load: Duplicate key "a" in object literal; mend the file$/,
  ],
  'that is empty': ['', /\.json:1: it failed to load: .*; mend the file$/],
  'that is no object': ['[]', /\.json: \[\] is not an object$/],
  'with an unknown field': ['{ "nmae": "x" }', /\.json: "nmae" is not a field here; did you mean name\?$/m],
  'with a host called __proto__': [
    JSON.stringify(DATA).replace('"one"', '"__proto__"'),
    /\.json: it failed to load: "__proto__" is no name of a field or a host; mend the file$/,
  ],
};

for (const [what, [text, said]] of Object.entries(FAULTY_JSON))
  test(`a file in JSON ${what}`, async (t) => {
    t.regex(await messageOfLoading(t, fileOf(t, 'faulty.json', text)), said);
  });

for (const [what, text, said] of [
  [
    'is a promise',
    `export default new Promise(() => undefined);`,
    ': its default export is a promise; export what it gives',
  ],
  [
    'throws when it is looked at',
    `export default { get name() { throw new Error('not now'); } };`,
    ':1: it failed to load: not now; mend the file',
  ],
  [
    'has a number that JSON cannot write',
    VALID.replace('quorum: 1', 'quorum: 1n'),
    ': sentinel.quorum: 1 is not a whole number',
  ],
  [
    'has a number without an end',
    VALID.replace('quorum: 1', 'quorum: Infinity'),
    ': sentinel.quorum: Infinity is not a whole number',
  ],
] as const)
  test(`a definition that ${what} is told so`, async (t) => {
    const path = fileOf(t, 'odd.ts', text);
    t.is(await messageOfLoading(t, path), `${path}${said}`);
  });

test('a directive that is given twice, under two of its names, is a problem of the definition', async (t) => {
  const directives = `redis: { directives: { 'list-max-listpack-size': 8, 'LIST-MAX-ZIPLIST-SIZE': 9, hz: 10, HZ: 20 } },`;
  const path = fileOf(t, 'twice.ts', VALID.replace("name: 'tiny',", `name: 'tiny', ${directives}`));
  const error = await t.throwsAsync(openEnvironment(path));
  t.is(
    error?.message,
    [
      `${path}: redis.directives.LIST-MAX-ZIPLIST-SIZE: means the same as list-max-listpack-size; give one of them`,
      `${path}: redis.directives.HZ: means the same as hz; give one of them`,
    ].join('\n'),
  );
});
