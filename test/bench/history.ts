/** What comparing a hundred environments with their past takes, times one synth of them. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { spread } from '../../src/definition/spread.ts';
import { measureProcesses } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ENVIRONMENTS = 100;
const ROUNDS = 3;

/** How many of the environments have changed since a tag of that name; where all have, each is synthesized twice. */
const PASTS = {
  none: { changed: 0, goal: '' },
  one: { changed: 1, goal: '' },
  all: { changed: ENVIRONMENTS, goal: 'at most 2.5' },
} as const;

/** Rows of a table: command, the fastest time, its ratio to a synth, the goal. */
export function historyBench(): readonly (readonly string[])[] {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const checkout = mkdtempSync(join(ROOT, 'tmp', 'bench-'));
  try {
    prepare(checkout);
    const pasts = Object.entries(PASTS);
    const [synth, ...diffs] = measureProcesses(
      [
        ['env', '-C', checkout, `CDKTF_OUTDIR=${join(checkout, 'tmp')}`, execPath, 'src/start/app.cjs'],
        ...pasts.map(([tag]) => [
          ...['env', '-C', checkout, execPath, 'src/start/vedette.cjs'],
          ...['diff', '--all', '--since', tag],
        ]),
      ],
      ROUNDS,
    );
    if (synth === undefined) return [];
    return [
      ['synth of 100 environments of ten hosts', `${synth.fastest.toFixed(0)} ms`, '1.0', ''],
      ...diffs.map(({ fastest }, at) => [
        `diff --all --since, ${pasts[at]?.[1].changed} of them changed`,
        `${fastest.toFixed(0)} ms`,
        (fastest / synth.fastest).toFixed(1),
        pasts[at]?.[1].goal ?? '',
      ]),
    ];
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
}

/** A checkout with environments of its own, and a tag for each past that they have. */
function prepare(checkout: string): void {
  for (const name of ['src', 'templates', 'package.json'])
    cpSync(join(ROOT, name), join(checkout, name), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(checkout, 'node_modules'));
  writeFileSync(join(checkout, '.gitignore'), 'node_modules\ntmp\n');
  mkdirSync(join(checkout, 'stacks'));
  git(checkout, 'init', '--quiet');
  for (const [tag, { changed }] of Object.entries(PASTS).reverse()) {
    for (let at = 0; at < ENVIRONMENTS; at++)
      writeFileSync(join(checkout, 'stacks', `env${at}.ts`), definition(`env${at}`, at < changed ? 10 : 20));
    git(checkout, 'add', '--all');
    git(checkout, 'commit', '--quiet', '--message', tag);
    git(checkout, 'tag', tag);
  }
}

function definition(name: string, hz: number): string {
  const written = {
    name,
    redis: { persistence: 'aof', directives: { hz } },
    sentinel: { quorum: 3 },
    network: { cidr: '10.0.0.0/22', zones: ['a', 'b', 'c'] },
    hosts: spread({ replicas: 4, sentinels: 10, zones: ['a', 'b', 'c'] }),
  };
  return `export default ${JSON.stringify(written)};\n`;
}

function git(checkout: string, ...args: readonly string[]): void {
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...author, ...args], { cwd: checkout });
}
