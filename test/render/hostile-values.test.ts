import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testProp } from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import { DefinitionError } from '../../src/base/errors.ts';
import { findProgram } from '../../src/base/find-program.ts';
import type { DirectiveValue } from '../../src/redis/canonical.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { renderEnvironment } from '../../src/render/host-files.ts';
import { small } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { TOOLS, titleOf } from '../_tools.ts';
import { shellOf } from './_functions.ts';

const PASSWORD = 'Sesame-0123456789';

/** Texts that mean something to a shell, Handlebars, Terraform, Redis or the boot script itself. */
const HOSTILE = [
  '${HOME}',
  '%{ if true }yes%{ endif }',
  '{{environment}}',
  '{{{environment}}}',
  '$(id)',
  '`id`',
  "'; id; '",
  '"; id; "',
  '\\',
  '\\n',
  'END-OF-REDIS-CONF',
  'END-OF-RC',
  '{secret redis-password}',
  'x {secret redis-password}',
  '# comment',
  '* ? [a] ~ ! & | < > ;',
  'größer 日本 🦔',
  'tab\there',
  ' ',
  '',
  'x'.repeat(4_000),
];

for (const value of HOSTILE)
  test(`a directive's value ${JSON.stringify(value).slice(0, 40)} is in redis.conf as one value`, (t) => {
    t.deepEqual(identOf(redisConfWith(value)), [value]);
  });

for (const tools of [{ sh: 'dash', awk: 'awk' }, { sh: 'dash', awk: 'original-awk' }, ...TOOLS])
  needs(tools.sh, tools.awk)(
    `${titleOf(tools)} write every hostile value byte for byte into redis.conf`,
    (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'awk-'));
      t.teardown(() => rmSync(folder, { recursive: true }));
      symlinkSync(findProgram(tools.awk) ?? '', join(folder, 'awk'));
      for (const value of HOSTILE) {
        const installed = installedBy(shellOf(tools.sh), `${folder}:${process.env.PATH}`, value);
        t.deepEqual(identOf(installed), [value], value);
        t.is(
          installed,
          redisConfWith(value).replaceAll(/ \{secret redis-password\}$/gm, ` ${PASSWORD}`),
          value,
        );
      }
    },
  );

testProp(
  'any text of one line is in redis.conf as one value',
  [fc.string({ unit: 'grapheme' }).filter((text) => !/[\n\0]|\p{Surrogate}/u.test(text))],
  (t, value) => {
    t.deepEqual(identOf(redisConfWith(value)), [value]);
  },
);

for (const [title, value] of [
  ['a newline', 'a\nrequirepass x'],
  ['a NUL', 'a\0b'],
  ['half a character', '\ud800'],
] as const)
  test(`a directive's value with ${title} is refused, naming the field`, (t) => {
    const error = t.throws(() => withIdent(value), { instanceOf: DefinitionError });
    t.regex(error.message, /^stacks\/small\.ts: redis\.directives\.syslog-ident: the value holds [^\n]*$/);
  });

/** `syslog-ident` takes any text. */
function withIdent(value: DirectiveValue) {
  return small({ redis: { directives: { 'syslog-ident': value } } });
}

function filesWith(value: string) {
  const [files] = renderEnvironment(withIdent(value));
  if (files?.redisConf === undefined) throw new Error('the small environment begins with a data host');
  return { ...files, redisConf: files.redisConf };
}

function redisConfWith(value: string): string {
  return filesWith(value).redisConf;
}

function identOf(redisConf: string) {
  return parseDocument(redisConf, { file: 'redis.conf', kind: 'redis' }).find(
    ({ name }) => name === 'syslog-ident',
  )?.args;
}

/** What the script's own functions make of the file it carries: all of the script but its last lines, which act. */
function installedBy([program, ...args]: ReturnType<typeof shellOf>, path: string, value: string): string {
  const { bootScript } = filesWith(value);
  const end = bootScript.lastIndexOf('\nsystem\n');
  if (end === -1) throw new Error('the boot script does not begin its work with system');
  const definitions = bootScript.slice(0, end);
  const script = `exec 3>&1 >/dev/null\n${definitions}\npassword=${PASSWORD}\nredis_conf | reveal >&3\n`;
  // yash reads a script by the locale, unlike FreeBSD's sh.
  const env = { PATH: path, ...(program === 'yash' ? { LC_ALL: 'C.UTF-8' } : {}) };
  return spawnSync(program, [...args, '-c', script], { encoding: 'utf8', env }).stdout;
}
