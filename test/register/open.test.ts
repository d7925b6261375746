import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { messageOf } from '../../src/base/errors.ts';
import { openEach } from '../../src/register/open.ts';
import { scratchFolder } from '../cli/_run.ts';

const scratch = scratchFolder('open');

function definition(file: string, name: string): string {
  const path = join(scratch, file);
  writeFileSync(
    path,
    JSON.stringify({
      name,
      sentinel: { quorum: 1 },
      network: { cidr: '10.0.0.0/24' },
      hosts: { one: { roles: ['primary', 'sentinel'] } },
    }),
  );
  return path;
}

test('two environments of one name are both unopened, each with the file of the other, and a third is opened', async (t) => {
  const [first, second, third] = [
    definition('first.json', 'twin'),
    definition('second.json', 'twin'),
    definition('third.json', 'other'),
  ];
  const { environments, unopened } = await openEach([first, second, third]);
  t.deepEqual(
    environments.map(({ name }) => name),
    ['other'],
  );
  t.deepEqual(
    unopened.map(({ given, thrown }) => [given, messageOf(thrown).replaceAll(/\S*\//g, '')]),
    [
      [first, 'first.json: name: twin is the name of second.json too; give each its own'],
      [second, 'second.json: name: twin is the name of first.json too; give each its own'],
    ],
  );
});
