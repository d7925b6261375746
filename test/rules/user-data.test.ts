import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { formatFinding, validate } from '../../src/rules/index.ts';
import { shipped, small } from '../_environment.ts';

const TODAY = new Date('2026-11-22');

test('a boot script above 16 KB is an error that names the host, its size and what to do', (t) => {
  const environment = small({ redis: { directives: { 'syslog-ident': 'x'.repeat(6_000) } } });
  const [finding, ...others] = validate(environment, TODAY).filter(({ rule }) => rule === 'user-data-size');
  t.is(others.length, 2);
  t.is(finding?.severity, 'error');
  t.regex(
    finding === undefined ? '' : formatFinding(finding),
    /^stacks\/small\.ts: hosts\.one: its boot script has 1\d{4} bytes, \d{4} more than EC2 takes; take directives out/,
  );
});

for (const name of environmentNames())
  test(`${name} has no finding but those it waives`, async (t) => {
    const findings = validate(await shipped(name), TODAY);
    t.deepEqual(findings.filter(({ waived }) => waived === undefined).map(formatFinding), []);
  });
