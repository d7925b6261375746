/** The page on security says of scanners' checks what is so. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { allShipped, small } from '../_environment.ts';
import { PASSES } from './_checks.ts';
import { synth } from './_synth.ts';

const PAGE = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');

/** A line of a table: checks, what they are about, the verdict and why. */
const LINE = /^\| ([\w., -]*\d) \| (.*) \| (\w+) \| (.*?) ?\|$/gm;

const lines = [...PAGE.matchAll(LINE)].map(([, checks = '', about = '', verdict = '', why = '']) => ({
  checks: checks.split(', '),
  about,
  verdict,
  why,
}));

/** The shipped environments, and one with all that they leave out. */
async function stacks() {
  const network = { cidr: '10.9.0.0/24', egress: 'nat', flowLogDays: 30 } as const;
  const everything = small({ network, aws: { alarmTopic: 'own', image: '14.4' } });
  return Promise.all([...(await allShipped()), everything].map(synth));
}

test('every line of the page has checks, a verdict, and a reason where it does not pass', (t) => {
  t.is(lines.length, PAGE.split('\n').filter((line) => /^\| (?!check|-)/.test(line)).length);
  for (const { checks, verdict, why } of lines) {
    for (const check of checks) t.regex(check, /^(CKV2?_AWS_\d+|AVD-AWS-\d{4}|EC2\.\d+)$/);
    t.true(['pass', 'answer', 'reason'].includes(verdict), verdict);
    t.true(verdict === 'pass' || why.length > 20, checks.join());
  }
});

test('no check has two lines, and every one is about a kind of resource that stacks have', async (t) => {
  const all = lines.flatMap(({ checks }) => checks);
  t.is(new Set(all).size, all.length);
  const types = new Set((await stacks()).flatMap(({ resource }) => Object.keys(resource)));
  for (const { about, checks } of lines) {
    const [, type = ''] = /^`(aws_\w+)`/.exec(about) ?? [];
    t.true(types.has(type), `${checks}: ${about}`);
  }
});

test('what the page says to pass passes in every stack', async (t) => {
  const passing = lines.filter(({ verdict }) => verdict === 'pass').flatMap(({ checks }) => checks);
  t.deepEqual(passing.sort(), Object.keys(PASSES).sort());
  for (const stack of await stacks())
    for (const [check, passes] of Object.entries(PASSES)) t.true(passes(stack), check);
});
