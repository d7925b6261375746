import test from 'ava';
import { vedetteInOne as vedette } from './_in-one.ts';

const WRONG: Readonly<Record<string, string>> = {
  '': 'vedette needs a command; use one of',
  valdate: 'valdate is not a command; did you mean validate?',
  whatever: 'whatever is not a command; use one of init, list, show,',
  show: 'vedette show needs <env>; write vedette show <env>',
  'show lab more': 'more is one argument too many; write vedette show <env>',
  'show lab --fromat json': '--fromat is not an option of vedette show; did you mean --format?',
  'show lab --whatever':
    '--whatever is not an option of vedette show; use one of --cost, --format, --dir, --debug, --help',
  'show lab --whatever=3': '--whatever is not an option of vedette show',
  'show lab --id':
    '--id is not an option of vedette show; use one of --cost, --format, --dir, --debug, --help',
  'show lab -q': '-q is not an option of vedette show',
  'show lab --format xml': '--format xml is not possible; use one of human, json, markdown',
  'show lab --format jsn': '--format jsn is not possible; did you mean json?',
  'diff lab quorum --fail-on restrat': '--fail-on restrat is not possible; did you mean restart?',
  'doctor locla': 'use locla is not possible; did you mean local?',
  'completion powershell': 'shell powershell is not possible; use one of bash, zsh',
  'show lab --format': '--format has no value; give one',
  'show lab --format human --format markdown': '--format is given 2 times; give it once',
  'render lab --host': '--host has no value; give one',
  local:
    'vedette local needs a command; use one of up, status, wait, failover, kill, stop, start, console, logs, password, exec, snapshot, run, down, or --help',
  'local pu': 'local pu is not a command; did you mean up?',
  'local xy': 'local xy is not a command; use one of up,',
  'local up': 'vedette local up needs <env>',
  'local exec ns':
    'there is no command for ns; write it behind --, as in vedette local exec ns -- redis-cli ping',
  'local run': 'there is no command to run; write it behind --, as in vedette local run -- cdktf deploy lab',
  'local upp lab': 'local upp is not a command; did you mean up?',
  'local exce ns': 'local exce is not a command; did you mean exec?',
  'local exce ns -- true': 'local exce is not a command; did you mean exec?',
  'local run cdktf deploy lab':
    'what vedette local run is to run stands behind --; write vedette local run -- cdktf deploy lab',
  'local run cdktf deploy lab --auto-approve':
    'what vedette local run is to run stands behind --; write vedette local run -- <command>',
  'local run --fualt api cdktf deploy lab':
    '--fualt is not an option of vedette local run; did you mean --fault?',
  'local exec ns redis-cli ping':
    'what vedette local exec is to run stands behind --; write vedette local exec <host> -- redis-cli ping',
  'local exec ns redis-cli -p 26379':
    'what vedette local exec is to run stands behind --; write vedette local exec <host> -- <command>',
  '-- validate --all': 'vedette needs a command; use one of init, list, show',
  'local -- up lab': 'vedette local needs a command; use one of up,',
  'list -- anything': 'vedette list reads nothing behind --; write vedette list',
  'show lab --': 'vedette show reads nothing behind --; write vedette show <env>',
  'help shwo': 'shwo is not a command; did you mean show?',
  'render lab --out=': '--out is empty; give it a value',
  'validate lab --today=': '--today is empty; give it a value',
  validate: 'give the environments or the files to validate, or --all',
  'validate lab --all': 'give the environments or the files to validate, or --all',
  'validate lab --today tomorrow': '--today tomorrow is not a day; write it as year-month-day',
  'validate lab --today 2026-13-45': '--today 2026-13-45 is not a day',
};

for (const [line, sentence] of Object.entries(WRONG))
  test(`"vedette ${line}" is wrong usage and is told in one sentence`, async (t) => {
    const { code, stdout, stderr } = await vedette(line.split(' ').filter((word) => word !== ''));
    t.is(code, 64);
    t.is(stdout, '');
    t.true(stderr.startsWith(`error: ${sentence}`), stderr);
    t.is(stderr.trimEnd().split('\n').length, 1, stderr);
  });

const COMMANDS = [
  'list',
  'show',
  'validate',
  'render',
  'forecast',
  'graph',
  'local',
  'local up',
  'local status',
  'local exec',
  'local down',
];

for (const command of COMMANDS)
  test(`"vedette ${command} --help" explains itself on stdout`, async (t) => {
    const { code, stdout, stderr } = await vedette([...command.split(' '), '--help']);
    t.is(code, 0);
    t.true(stdout.startsWith(`vedette ${command}`), stdout);
    t.is(stderr, '');
  });

for (const [line, command] of [
  ['show -h', 'show'],
  ['help show', 'show'],
  ['help local up', 'local up'],
] as const)
  test(`"vedette ${line}" is the help of ${command}`, async (t) => {
    t.deepEqual(await vedette(line.split(' ')), await vedette([...command.split(' '), '--help']));
  });

for (const line of ['help', '-h'])
  test(`"vedette ${line}" is the help of all commands`, async (t) => {
    t.deepEqual(await vedette([line]), await vedette(['--help']));
  });

test('"vedette --help" lists every command', async (t) => {
  const { code, stdout } = await vedette(['--help']);
  t.is(code, 0);
  for (const command of COMMANDS.filter((name) => !name.includes(' ')))
    t.regex(stdout, new RegExp(`^  vedette ${command}`, 'm'));
});
