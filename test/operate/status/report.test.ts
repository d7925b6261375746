import test from 'ava';
import { statusData } from '../../../src/operate/status/data.ts';
import { definitionsOf } from '../../../src/operate/status/definitions.ts';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import { statusReport } from '../../../src/operate/status/report.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import { printHuman } from '../../../src/report/human.ts';
import { printMarkdown } from '../../../src/report/markdown.ts';
import { jsonText } from '../../../src/report/output.ts';
import { small } from '../../_environment.ts';
import { isOfSchema } from '../../cli/_schema.ts';
import { wellObserved, withLink, withoutRedis, withoutSentinel, withSentinel } from './_observed.ts';

const environment = small();
const well = wellObserved(environment);
const broken = withoutSentinel(
  withoutRedis(withLink(well, 'two', { link: 'down', wasUp: false, downFor: undefined }), 'three'),
  'three',
);
const strange = withSentinel(well, 'two', {
  primary: { address: '10.0.0.99', port: 6379 },
  flags: ['master', 's_down'],
  tilt: true,
  currentEpoch: undefined,
});

function shown(observed: Observed, width = 100): string {
  const report = statusReport(environment, judgeStatus(environment, observed));
  return printHuman(report, { width, paint: (_, text) => text });
}

test('a status begins with its verdict', (t) => {
  t.regex(shown(well), /^small is healthy; its primary is one\n\nif the primary were lost now\n/);
  t.regex(shown(well), /would a replica be promoted\? +yes, two or three\n/);
  t.regex(shown(well), /what would be lost of the writes\? +none \(acknowledged 0 s ago\)\n/);
  t.regex(shown(broken), /^small is not healthy; its primary is one\n/);
  t.regex(
    shown(broken),
    /what would be lost of the writes\? +not known: three may be promoted, and does not tell what it has/,
  );
});

test('who tells nothing has a row that says so', (t) => {
  t.regex(shown(broken), /^three +not known$/m);
  t.regex(shown(broken), /^two +replica +one +never up/m);
});

test('an address that nobody declared is shown as it is', (t) => {
  t.regex(shown(strange, 140), /^two +10\.0\.0\.99:6379 +s_down +2 +2 +3 +not known +2 +enough +TILT/m);
});

test('a status fits into 80 columns, and is Markdown too', (t) => {
  for (const observed of [well, broken, strange]) {
    const lines = shown(observed, 80).split('\n');
    t.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
    const report = statusReport(environment, judgeStatus(environment, observed));
    t.regex(printMarkdown(report), /^small is (not )?healthy/);
  }
});

test('the JSON of a status is of its schema, whatever is not known', (t) => {
  for (const observed of [well, broken, strange]) {
    const definitions = definitionsOf(environment, new Map());
    const data = {
      ...statusData(judgeStatus(environment, observed)),
      definitions,
      certificates: [],
      how: 'in a test',
    };
    isOfSchema(t, 'status', jsonText('status', data));
  }
});
