import test from 'ava';
import { sarifLog } from '../../src/report/sarif.ts';
import { explainRules } from '../../src/rules/explain.ts';
import { validate } from '../../src/rules/index.ts';
import { shipped } from '../_environment.ts';
import { vedetteInOne as vedette } from '../cli/_in-one.ts';
import { TODAY } from '../diff/_documents.ts';

const lab = async () => sarifLog(validate(await shipped('lab'), TODAY));

test('the log names its version, the tool and every rule once', async (t) => {
  const { version, runs } = JSON.parse(JSON.stringify(await lab()));
  t.is(version, '2.1.0');
  const ids = runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
  t.deepEqual(ids, [...new Set(ids)]);
  t.deepEqual(
    ids,
    explainRules().map(({ name }) => name),
  );
});

test('the help of a rule is what vedette explain says of it', async (t) => {
  const { runs } = JSON.parse(JSON.stringify(await lab()));
  const { help } = runs[0].tool.driver.rules.find(({ id }: { id: string }) => id === 'sentinel-count');
  const { stdout } = await vedette(['explain', 'sentinel-count', '--format', 'markdown']);
  t.true(stdout.endsWith(`\n\n${help.markdown}`), stdout);
  t.regex(help.text, /^why: .*\nknown from: /);
});

test('a finding about a waiver has its rule in the log', async (t) => {
  const found = validate({ ...(await shipped('lab')), waivers: [{ rule: 'nosuch', reason: 'none' }] }, TODAY);
  const { runs } = JSON.parse(JSON.stringify(sarifLog(found)));
  const result = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === 'waiver-unknown');
  t.is(runs[0].tool.driver.rules[result.ruleIndex].id, 'waiver-unknown');
});

test('each result points at its rule, its file and its field', async (t) => {
  const { runs } = JSON.parse(JSON.stringify(await lab()));
  t.true(runs[0].results.length > 0);
  for (const { ruleId, ruleIndex, level, locations, message } of runs[0].results) {
    t.is(runs[0].tool.driver.rules[ruleIndex].id, ruleId);
    t.true(['error', 'warning'].includes(level));
    t.is(locations[0].physicalLocation.artifactLocation.uri, 'stacks/lab.ts');
    t.true(message.text.startsWith(locations[0].logicalLocations[0].fullyQualifiedName));
  }
});

test('a waived finding is suppressed with its reason', async (t) => {
  const { runs } = JSON.parse(JSON.stringify(await lab()));
  const waived = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === 'sentinel-count');
  t.deepEqual(waived.suppressions, [
    {
      kind: 'inSource',
      status: 'accepted',
      justification: 'the original installation has one Sentinel host',
    },
  ]);
});

test('a fingerprint depends on what is found, not on its words', async (t) => {
  const [finding] = validate(await shipped('lab'), TODAY);
  if (finding === undefined) throw new RangeError('lab has findings');
  const print = (given: typeof finding) =>
    JSON.stringify(JSON.parse(JSON.stringify(sarifLog([given]))).runs[0].results[0].partialFingerprints);
  t.is(print(finding), print({ ...finding, message: 'other words' }));
  t.not(print(finding), print({ ...finding, field: 'hosts.other' }));
});
