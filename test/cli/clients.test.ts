import test from 'ava';
import { CLIENT_NAMES, clientCode } from '../../src/render/client-code.ts';
import { shipped } from '../_environment.ts';
import { vedetteInOne as vedette } from './_in-one.ts';

test('the code of one client is printed as it is, to be written to a file, with how far it was tried as a note', async (t) => {
  const { code, stdout, stderr } = await vedette(['clients', 'lab', '--language', 'ioredis']);
  t.is(code, 0);
  t.is(stdout, clientCode(await shipped('lab'), 'ioredis').code);
  t.is(stderr, 'ioredis: this code goes through failovers in the tests of vedette\n');
});

test('without a language there is the code of every client, under its name and file', async (t) => {
  const { stdout } = await vedette(['clients', 'lab']);
  for (const client of CLIENT_NAMES) {
    const { file, code } = clientCode(await shipped('lab'), client);
    t.true(stdout.includes(`${client}: ${file}\n\n${code}`), client);
  }
});

test('as JSON it is the same, and as Markdown in blocks of its language', async (t) => {
  const json = await vedette(['clients', 'lab', '--language', 'java', '--format', 'json']);
  const environment = await shipped('lab');
  t.deepEqual(JSON.parse(json.stdout).clients, [
    clientCode(environment, 'jedis'),
    clientCode(environment, 'lettuce'),
  ]);
  const markdown = await vedette(['clients', 'lab', '--language', 'python', '--format', 'markdown']);
  t.is(markdown.stdout, `\`\`\`python\n${clientCode(environment, 'redis-py').code}\`\`\`\n`);
});

test('a language that no client is for is refused', async (t) => {
  const { code, stderr } = await vedette(['clients', 'lab', '--language', 'perl']);
  t.is(code, 64);
  t.regex(stderr, /^error: --language perl is not possible; use one of typescript, python, go, java, sh, /);
});
