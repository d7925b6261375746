/** Reports fit narrow terminals: every command that reports on shipped environments, laid out for people. */
import test from 'ava';
import type { Command } from '../../src/cli/command.ts';
import diff from '../../src/cli/commands/diff.ts';
import doctor from '../../src/cli/commands/doctor.ts';
import explain from '../../src/cli/commands/explain.ts';
import forecast from '../../src/cli/commands/forecast.ts';
import graph from '../../src/cli/commands/graph.ts';
import list from '../../src/cli/commands/list.ts';
import matrix from '../../src/cli/commands/matrix.ts';
import show from '../../src/cli/commands/show.ts';
import validate from '../../src/cli/commands/validate.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { directiveNames } from '../../src/redis/explain.ts';
import { printHuman } from '../../src/report/human.ts';
import { ruleNames } from '../../src/rules/explain.ts';

const WIDTHS = [60, 80];

const names = environmentNames();

const JUDGED = { format: 'human', 'fail-on': 'error' };

/** What is reported, and the values that the command line would give. */
const REPORTS: readonly (readonly [title: string, command: Command, values: object])[] = [
  ['list', list, {}],
  ['matrix', matrix, {}],
  ['validate --all', validate, { all: true, ...JUDGED }],
  [
    'validate --all when all is past its end of life',
    validate,
    { all: true, ...JUDGED, today: '2099-01-01' },
  ],
  ['doctor', doctor, {}],
  ...names.flatMap((env) => [
    [`show ${env}`, show, { env }] as const,
    [`forecast ${env}`, forecast, { env }] as const,
    [`graph ${env}`, graph, { env, format: 'human' }] as const,
  ]),
  ...names.flatMap((one) =>
    names
      .filter((other) => other !== one)
      .flatMap((other) =>
        [true, false].map(
          (all) =>
            [`diff ${one} ${other}${all ? ' --all' : ''}`, diff, { sides: [one, other], all }] as const,
        ),
      ),
  ),
  ...[...new Set([...directiveNames(), ...ruleNames()])].map(
    (name) => [`explain ${name}`, explain, { what: [name] }] as const,
  ),
];

for (const [title, command, values] of REPORTS)
  test(`${title} fits terminals of 60 and 80 columns`, async (t) => {
    const { report } = await command.run(values);
    for (const width of WIDTHS) {
      const printed = printHuman(report, { width, paint: (_, text) => text });
      t.deepEqual(
        printed.split('\n').filter((line) => line.length > width),
        [],
      );
    }
  });
