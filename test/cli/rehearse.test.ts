import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { candidates } from '../../src/cli/complete.ts';
import { DRILLS } from '../../src/rehearsal/drills/index.ts';
import type { Rehearsal } from '../../src/rehearsal/record.ts';
import { writeReport } from '../../src/rehearsal/report/files.ts';
import { shipped } from '../_environment.ts';
import { madeRehearsal } from '../rehearsal/_made-record.ts';
import { vedetteInOne as vedette } from './_in-one.ts';
import { scratchFolder } from './_run.ts';
import { isOfSchema } from './_schema.ts';

const folder = scratchFolder('rehearse');

/** Writes reports of the parts of a rehearsal, one for each drill, and returns their folders. */
async function parts(name: string, change: (whole: Rehearsal) => Partial<Rehearsal> = () => ({})) {
  const made = madeRehearsal(await shipped('lab'));
  const whole = { ...made, ...change(made) };
  return whole.drills.map((drill, at) => {
    const part = join(folder, name, String(at + 1));
    writeReport(part, { ...whole, shard: { of: whole.drills.length, parts: [at + 1] }, drills: [drill] });
    return part;
  });
}

function held({ drills }: Rehearsal): Partial<Rehearsal> {
  return { drills: drills.filter(({ verdict }) => verdict === 'held') };
}

test('parts are joined to a report of the whole, which ends with 1 where a drill broke', async (t) => {
  const out = join(folder, 'whole');
  const { code, stdout, stderr } = await vedette([
    'rehearse',
    '--merge',
    ...(await parts('broken')),
    '--report',
    out,
    '--format',
    'json',
  ]);
  t.is(code, 1, stderr);
  isOfSchema(t, 'rehearse', stdout);
  const { rehearsal } = JSON.parse(stdout);
  t.deepEqual(rehearsal.drills.length, 5);
  const file = readFileSync(join(out, 'rehearsal.json'), 'utf8');
  isOfSchema(t, 'rehearse', file);
  t.deepEqual(JSON.parse(file).rehearsal, rehearsal);
  t.true(readFileSync(join(out, 'index.html'), 'utf8').startsWith('<!doctype html>'));
  t.regex(readFileSync(join(out, 'rehearsal.md'), 'utf8'), /### Rehearsal of lab: 2 of 5 drills held/);
});

test('parts in which everything held end with 0, and with 1 where one of them is missing', async (t) => {
  const [first = '', ...rest] = await parts('held', held);
  t.is((await vedette(['rehearse', '--merge', first, ...rest])).code, 0);
  const { code, stdout } = await vedette(['rehearse', '--merge', first]);
  t.is(code, 1);
  t.regex(stdout, /Part 2 of 2 is not in this report/);
});

test('two rehearsals are compared, by folder or by file', async (t) => {
  const [before = ''] = await parts('before', held);
  const [after = ''] = await parts('after', (whole) => ({ ...held(whole), vedette: '0.2.0' }));
  const line = ['rehearse', '--compare', before, join(after, 'rehearsal.json')];
  const { code, stdout } = await vedette([...line, '--format', 'json']);
  t.is(code, 0);
  isOfSchema(t, 'rehearse', stdout);
  t.deepEqual(JSON.parse(stdout).comparison.settings, [{ what: 'vedette', before: '0.1.0', after: '0.2.0' }]);
  t.regex((await vedette(line)).stdout, /^vedette {2}0\.1\.0 {3}0\.2\.0$/m);
});

test('drills are listed with what an environment makes of them', async (t) => {
  const { stdout } = await vedette(['rehearse', 'lab', '--list', '--format', 'json']);
  const { drills } = JSON.parse(stdout);
  t.deepEqual(
    drills.map(({ drill }: { readonly drill: string }) => drill),
    DRILLS.map(({ name }) => name),
  );
  const stopZone = drills.find(({ drill }: { readonly drill: string }) => drill === 'stop-zone');
  t.is(typeof stopZone.unfit, 'string');
});

test('names of environments and then of drills are completed', async (t) => {
  const words = async (...line: readonly string[]) => (await candidates(line)).map(({ word }) => word);
  t.true((await words('rehearse', '')).includes('lab'));
  t.deepEqual(await words('rehearse', 'lab', 'kill-pri'), ['kill-primary']);
  t.deepEqual(await words('rehearse', 'lab', 'kill-primary', 'hang-primary-b'), ['hang-primary-briefly']);
});

writeFileSync(join(folder, 'text.json'), 'two\nlines');
writeFileSync(join(folder, 'other.json'), '{"formatVersion":1,"command":"list"}');

/** Lines that cannot be done, with what they end with and how that is said. */
const WRONG: readonly (readonly [line: string, code: number, said: string])[] = [
  ['rehearse', 64, 'vedette rehearse needs an environment; give its name'],
  ['rehearse lab kill-primry', 1, 'kill-primry is no drill; did you mean kill-primary?'],
  ['rehearse lab --rounds 0', 64, '--rounds 0 is not possible; give a number from 1 to 100'],
  [
    'rehearse lab --shard 5/4',
    64,
    '--shard 5/4 is not possible; give a part and the number of parts, at most 99, such as 2/4',
  ],
  [
    'rehearse --compare a.json',
    64,
    '--compare takes two files, 1 given; give one of before and one of after',
  ],
  ['rehearse --merge', 64, '--merge has no folder; give those of the parts'],
  [
    'rehearse --merge text.json',
    1,
    'text.json: it is not JSON; give a rehearsal.json of vedette rehearse --report',
  ],
  [
    'rehearse --merge other.json',
    1,
    'other.json: it is no record of a rehearsal as this vedette writes it; give a rehearsal.json of vedette rehearse --report',
  ],
];

for (const [line, code, said] of WRONG)
  test(`"vedette ${line}" ends with ${code} and one sentence`, async (t) => {
    const ended = await vedette([...line.split(' '), '--dir', folder]);
    t.is(ended.stderr, `error: ${said}\n`);
    t.is(ended.code, code);
  });
