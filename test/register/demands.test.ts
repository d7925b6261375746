import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { checkShape } from '../../src/definition/check.ts';
import { configSchema } from '../../src/definition/config-fields.ts';
import { openNow } from '../../src/diff/source/opened.ts';
import { createEnvironment } from '../../src/lifecycle/create.ts';
import { folderStore } from '../../src/register/folder-store.ts';
import { openEnvironment } from '../../src/register/open.ts';
import { decideSettings, openSettings } from '../../src/register/settings.ts';
import { formatFinding, validate } from '../../src/rules/index.ts';
import { decidedValues } from '../../src/topology/decided-values.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { ROOT } from '../cli/_run.ts';
import { BASE, TODAY } from '../topology/_base.ts';
import { enterProject } from './_project.ts';

enterProject('demands', { small: { ...BASE, name: 'small', aws: { tags: { team: 'web' } } } });

const ADA = { name: 'ada@laptop', user: 'ada', commit: undefined, now: TODAY };

function found(environment: Environment): readonly string[] {
  return validate(environment, TODAY).map(formatFinding);
}

/** The settings of the project for the time of some work. */
async function withSettings<Result>(settings: object, work: () => Promise<Result>): Promise<Result> {
  writeFileSync('vedette.config.json', JSON.stringify(settings));
  try {
    return await work();
  } finally {
    rmSync('vedette.config.json');
  }
}

async function create(name: string): Promise<Environment> {
  const place = { settings: await openSettings(), store: folderStore(name), actor: ADA, written: [] };
  return (await createEnvironment({ name, from: 'small', set: [] }, place)).environment;
}

test.serial(
  'tags of the project are on every environment beside its own, with where they come from',
  async (t) => {
    await withSettings({ all: { tags: { unit: 'shop', constructor: 'x' } } }, async () => {
      const small = await openEnvironment('small');
      t.deepEqual(small.aws.tags, { unit: 'shop', constructor: 'x', team: 'web' });
      const origins = decidedValues(small)
        .flatMap(({ values }) => values)
        .filter(({ path }) => path[1] === 'tags');
      t.deepEqual(
        origins.map(({ path, value, origin }) => [path.at(-1), value, origin]),
        [
          ['unit', 'shop', 'derived: all.tags of vedette.config.json'],
          ['constructor', 'x', 'derived: all.tags of vedette.config.json'],
          ['team', 'web', 'given'],
        ],
      );
      t.deepEqual(found(small), []);
      const created = await create('tagged');
      t.is(created.aws.tags.unit, 'shop');
      t.is(created.aws.tags['vedette:owner'], 'ada');
    });
  },
);

test.serial(
  'what the project demands of all holds an environment that a person wrote, what it demands of created ones does not',
  async (t) => {
    await withSettings(
      { all: { names: 's.+' }, environments: { names: 'pr-\\d+', sizes: ['t4g.small'] } },
      async () => {
        t.deepEqual(found(await openEnvironment('small')), []);
      },
    );
    await withSettings({ all: { names: 'pr-\\d+' } }, async () => {
      t.deepEqual(found(await openEnvironment('small')), [
        'stacks/small.json: name: small does not match all.names of vedette.config.json, which is pr-\\d+; give a name that matches, or change the setting',
      ]);
      const [side] = await openNow(['small']);
      t.false(side === undefined || 'unreadable' in side);
    });
  },
);

test.serial('an environment that breaks a demand is not created, and one that keeps all is', async (t) => {
  await withSettings({ environments: { names: 'pr-\\d+' } }, async () => {
    await t.throwsAsync(create('other'), {
      message:
        'other: name: other does not match environments.names of vedette.config.json, which is pr-\\d+; give a name that matches, or change the setting',
    });
    t.is((await create('pr-1')).name, 'pr-1');
  });
});

test('a setting that cannot be read is refused with its name', (t) => {
  const problem = (config: object) =>
    t.throws(() => checkShape(configSchema, config, 'vedette.config.ts')).message;
  t.regex(
    problem({ all: { names: '(' } }),
    /^vedette\.config\.ts: all\.names: "\(" is no regular expression of 1 to 200 characters \(.*Unterminated group\); write one/,
  );
  t.regex(problem({ all: { names: 'a'.repeat(201) } }), /\(it is too long\)/);
  t.regex(
    problem({ all: { sizes: ['m7g.tiny'] } }),
    /^vedette\.config\.ts: all\.sizes\.0: "m7g\.tiny" is not a known instance type/,
  );
  t.regex(problem({ all: { sizes: [] } }), /all\.sizes: it has no size; give one, or leave it out/);
  t.regex(problem({ all: { tags: { 'aws:x': 'y' } } }), /all\.tags\.aws:x: "aws:x" cannot be a tag/);
  for (const maxCost of [-1, 0, '0.5'])
    t.is(
      problem({ environments: { maxCost } }),
      `vedette.config.ts: environments.maxCost: ${JSON.stringify(maxCost)} is no budget; write US dollars an hour, such as 0.5`,
    );
});

test('settings that demand nothing are no demands', (t) => {
  t.is(decideSettings({ all: { tags: {} } }, 'c.ts').demands, undefined);
});

test.serial('what the docs show of demands and of a budget can be read', async (t) => {
  const page = readFileSync(join(ROOT, 'docs/environments.md'), 'utf8');
  const shown = [...page.matchAll(/```ts\n(export default config[\s\S]*?)```/g)].map(([, text = '']) => text);
  t.is(shown.length, 2);
  for (const text of shown) {
    const value: unknown = new Function(text.replace('export default config', 'return '))();
    t.notThrows(() => decideSettings(checkShape(configSchema, value, 'c.ts'), 'c.ts'));
  }
});
