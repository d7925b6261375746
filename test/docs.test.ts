/** What stands in docs/ leads somewhere, and its commands are commands. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import test from 'ava';
import { brokenImports } from './_imports.ts';
import { vedetteInOne } from './cli/_in-one.ts';
import { ROOT, scratchFolder, vedette } from './cli/_run.ts';

const DOCS = join(ROOT, 'docs');
const PAGES = readdirSync(DOCS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => join(DOCS, path));

/** Commands of vedette that boot hosts on this machine, and so end as a process does. */
const WITH_HOSTS = ['local', 'demo', 'rehearse'];

/** Commands that deploy, or look at what was made by another command. */
const WITH_OTHERS = [
  ...WITH_HOSTS,
  'env',
  'deploy',
  'destroy',
  'drift',
  'status',
  'switchover',
  'repair',
  'rotate',
  'rollout',
];

/** A link in Markdown that leads to a file here, with the heading that it names. */
const LINK = /\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)/g;

/** A block of shell, which may stand in a list. */
const SHELL = /^( *)```sh\n([\s\S]*?)^\1```$/gm;

const COMMANDS = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(SHELL)]
    .flatMap(([, , block = '']) => block.split('\n'))
    .flatMap((line) => /^ *(?:npx )?vedette (.*?)(?: +#.*)?$/.exec(line)?.[1] ?? [])
    .map((command) => ({ page: relative(ROOT, page), command })),
);

/** How GitHub names a heading in a link. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function anchorsOf(page: string): readonly string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

test('every link in docs/ leads to a file that is there, and to a heading in it', (t) => {
  for (const page of PAGES)
    for (const [link, path = '', heading] of readFileSync(page, 'utf8').matchAll(LINK)) {
      const target = path === '' ? page : join(dirname(page), path);
      t.true(existsSync(target), `${relative(ROOT, page)}: ${link}`);
      if (heading !== undefined)
        t.true(anchorsOf(target).includes(heading.slice(1)), `${relative(ROOT, page)}: ${link}`);
    }
});

test('every page of docs/ is named in its map or in the README', (t) => {
  const linked = [join(ROOT, 'README.md'), join(DOCS, 'README.md')].flatMap((map) =>
    [...readFileSync(map, 'utf8').matchAll(LINK)].map(([, path = '']) => join(dirname(map), path)),
  );
  for (const page of PAGES) t.true(linked.includes(page), relative(ROOT, page));
});

test('the picture of the parts has every folder of src, and none below another that imports it', (t) => {
  const drawn = [
    ...readFileSync(join(DOCS, 'architecture.md'), 'utf8').matchAll(/^(?: {2}\|- )?src\/(\w+) /gm),
  ].map(([, folder = '']) => folder);
  t.deepEqual(drawn.toSorted(), readdirSync(join(ROOT, 'src')).toSorted());
  for (const [at, above] of drawn.entries())
    for (const below of drawn.slice(at + 1)) {
      const file = { path: `src/${above}/one.ts`, imports: [`../${below}/other.ts`] };
      t.is(brokenImports([file]).length, 1, `${above} may import ${below}`);
    }
});

const cwd = scratchFolder('docs');

/** The environment that the tutorial lets its reader write. */
const SHOP = join(cwd, 'shop.ts');
const [, shop = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(DOCS, 'tutorial.md'), 'utf8')) ?? [];
writeFileSync(SHOP, shop.replace("'../src/", `'${ROOT}src/`));

for (const command of new Set(COMMANDS.map((one) => one.command))) {
  const words = command.split(' ').map((word) => (word === 'shop' ? SHOP : word));
  const title = `vedette ${command}, as docs/ says it,`;
  if (WITH_OTHERS.includes(words[0] ?? ''))
    test(`${title} is a command, and ends where there is nothing to run it`, async (t) => {
      const run = WITH_HOSTS.includes(words[0] ?? '') ? vedette : vedetteInOne;
      const { code, stderr } = await run(words, { cwd, variables: { PATH: '/nonexistent' } });
      t.not(code, 64, stderr);
    });
  else
    test(`${title} is done`, async (t) => {
      const { code, stderr } = await vedetteInOne(words);
      t.is(code, 0, stderr);
    });
}
