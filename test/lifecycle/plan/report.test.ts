import { readFileSync } from 'node:fs';
import { fc, testProp } from '@fast-check/ava';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import * as z from 'zod/mini';
import { plan as planShape } from '../../../src/cli/schema/plan.ts';
import { planComment, planMarker } from '../../../src/lifecycle/plan/comment.ts';
import { planData } from '../../../src/lifecycle/plan/data.ts';
import type { JudgedPlan } from '../../../src/lifecycle/plan/judge.ts';
import { judgePlan } from '../../../src/lifecycle/plan/judge.ts';
import { FINAL, OVERRULABLE } from '../../../src/lifecycle/plan/refusal.ts';
import { planElements } from '../../../src/lifecycle/plan/report.ts';
import { printHuman } from '../../../src/report/human.ts';
import { matchesGolden } from '../../_golden.ts';
import { deleted, type Given, live, pair, planOf, replaced, updated } from './_plan.ts';

/** What a reviewer must see: the primary and its volume go, a Sentinel is stopped, tags change, something is unknown. */
const MUCH: Readonly<Record<string, Given>> = {
  'aws_instance.instance_a1': replaced(['private_ip'], {
    before: { private_ip: '10.0.22.45' },
    after: { private_ip: '10.0.22.46' },
  }),
  'aws_ebs_volume.volume_a1': deleted({ size: 10 }),
  'aws_volume_attachment.volume_attachment_a1': replaced(['instance_id']),
  'aws_instance.instance_c1': updated({ instance_type: 'm7g.medium' }, { instance_type: 'm7g.large' }),
  'aws_vpc.vpc': updated({ tags_all: {} }, { tags_all: { team: 'data' } }),
  'aws_unheard_of.thing': { change: { actions: ['create'], before: null } },
};

const PLANNED_AT = '2026-11-28T00:40:00Z';

const OUTPUTS = {
  addresses: { actions: ['update'], before: {}, after: {} },
  pending: {
    actions: ['update'],
    before: {},
    after: { b1: `${PLANNED_AT}: waits for vedette rollout: redis.conf: maxmemory 1gb` },
  },
};

function much(): JudgedPlan {
  const plan = planOf(pair(), MUCH, { output_changes: OUTPUTS });
  return judgePlan(plan, pair(), live('a1'), { allowed: ['sentinel-majority'] });
}

const human = (judged: JudgedPlan): string =>
  printHuman(planElements(judged), { width: 100, paint: (_tone, text) => text });

test('a plan on a terminal is the golden one', (t) => {
  matchesGolden(t, 'plan/much.txt', human(much()));
});

test('a plan as a comment is the golden one', (t) => {
  matchesGolden(t, 'plan/much.md', planComment(much()));
});

test('a comment begins with the marker that finds it again, one for each environment', (t) => {
  const nothing = judgePlan(planOf(pair()), pair(), live('a1'));
  t.true(planComment(nothing).startsWith(`${planMarker('pair')}\n\n### Plan of pair: no resource changes\n`));
  t.not(planMarker('pair'), planMarker('staging'));
});

test('a comment of ten thousand resources is shorter than GitHub takes, tells what refuses it, and how much is left out', (t) => {
  const many = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [
      `aws_ebs_volume.volume_of_a_host_with_a_long_name_${at}`,
      deleted({}),
    ]),
  );
  const text = planComment(judgePlan(planOf(pair(), many), pair(), live('a1')));
  t.true(text.length < 60_000, `${text.length}`);
  t.true(text.includes('**Refused by data-volume: the data volume of 10000 hosts'), text.slice(0, 2_000));
  t.regex(text, /\d+ more rows: vedette deploy shows all\./);
});

test('the page on deploying names every guard, and says of each whether anybody overrules it', (t) => {
  const rows = readFileSync('docs/deploy.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const rowOf = (guard: string): string => rows.find((line) => line.includes(`\`${guard}\``)) ?? '';
  for (const guard of OVERRULABLE) t.regex(rowOf(guard), / with `--allow`/, guard);
  for (const guard of FINAL.filter((each) => each !== 'protected'))
    t.regex(rowOf(guard), /\| never \|$/, guard);
});

const isValid = new Ajv2020({ allErrors: true }).compile(z.toJSONSchema(planShape));

test('what programs are told has the shape of its schema', (t) => {
  t.true(isValid(JSON.parse(JSON.stringify(planData(much())))), JSON.stringify(isValid.errors));
});

/** Texts that mean something to GitHub, to a terminal, or to HTML. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '@team',
    '<script>',
    '`x`',
    '| a |',
    '\u001b[2J',
    '\u202e',
    '-->',
    '[a](http://b)',
    '#1',
    '\n# x',
  ),
);

testProp(
  'no text of a plan is a link, a name that is told, HTML, a row of its own, or a command to a terminal',
  [anyText, anyText, anyText],
  (t, name, value, message) => {
    const given = {
      [`aws_unheard_of.${name}`]: {
        type: `aws_${name}`,
        change: { actions: ['create', value], before: null },
      },
      'aws_vpc.vpc': updated({ tags_all: { [name]: value } }, { tags_all: {} }),
    };
    const checks = [
      { address: { to_display: name }, status: 'fail', instances: [{ problems: [{ message }] }] },
    ];
    const judged = judgePlan(planOf(pair(), given, { checks }), pair(), undefined);
    const comment = planComment(judged);
    const outside = comment.replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '');
    t.notRegex(outside, /@team|<script>|(?<!\\)\[a\]|(?<!\\)#1|^# x/m);
    t.is(outside.split('<!--').length, 2, 'its marker is the only HTML comment');
    for (const text of [comment, human(judged)]) t.notRegex(text, /(?!\n)[\p{Cc}\u202e]/u);
    t.true(isValid(JSON.parse(JSON.stringify(planData(judged)))), JSON.stringify(isValid.errors));
  },
  { numRuns: 80 },
);
