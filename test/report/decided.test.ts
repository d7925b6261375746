import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { showEnvironment } from '../../src/report/decided.ts';
import { printHuman } from '../../src/report/human.ts';
import { shipped } from '../_environment.ts';
import { matchesGolden } from '../_golden.ts';
import { BASE, resolved, TODAY } from '../topology/_base.ts';

const WIDTH = 80;

function linesOf(definition: Parameters<typeof resolved>[0]): readonly string[] {
  return printed(resolved(definition)).split('\n');
}

function printed(environment: Parameters<typeof showEnvironment>[0]): string {
  const { report } = showEnvironment(environment, TODAY);
  return printHuman(report, { width: WIDTH, paint: (_, text) => text });
}

for (const name of environmentNames())
  test(`every value of ${name} and where it comes from, in ${WIDTH} columns`, async (t) => {
    const text = printed(await shipped(name));
    matchesGolden(t, `${name}/show.txt`, text);
    t.deepEqual(
      text.split('\n').filter((line) => line.length > WIDTH),
      [],
    );
  });

test('what is not set shows too', (t) => {
  const lines = linesOf(BASE);
  t.true(lines.some((line) => /^alarmTopic +- +default$/.test(line)));
  t.true(lines.some((line) => /^state\.bucket +- +default$/.test(line)));
  t.true(lines.some((line) => /^waive +- +default$/.test(line)));
});

test('a waiver shows with its reason, and an empty list as nothing', (t) => {
  const lines = linesOf({ ...BASE, waive: { 'zone-single': 'a laboratory' } });
  t.true(lines.some((line) => /^waive\.zone-single +a laboratory +given$/.test(line)));
  t.true(lines.some((line) => /^retired +- +default$/.test(line)));
});

test('a Sentinel without data has no priority and no volume', (t) => {
  const { data } = showEnvironment(
    resolved({ ...BASE, hosts: { ...BASE.hosts, watch: { roles: ['sentinel'] } } }),
    TODAY,
  );
  const text = JSON.stringify(data);
  t.true(text.includes('"hosts.watch.size"'));
  t.false(text.includes('"hosts.watch.priority"'));
  t.false(text.includes('"hosts.watch.volume"'));
});

test('the rule that refuses an environment shows with its reason', (t) => {
  const lines = linesOf({ ...BASE, sentinel: { quorum: 7 } });
  t.true(lines.some((line) => /^refused by quorum-range +sentinel\.quorum: /.test(line)));
  t.true(lines.some((line) => /^errors +1 +derived: vedette validate$/.test(line)));
});
