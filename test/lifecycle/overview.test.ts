import { mkdirSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { formatSpan } from '../../src/base/times.ts';
import { milliseconds } from '../../src/base/units.ts';
import { runOf } from '../../src/lifecycle/actor.ts';
import { toldBy } from '../../src/lifecycle/deployed.ts';
import { lookAt } from '../../src/lifecycle/overview.ts';
import { readDuration } from '../../src/lifecycle/times.ts';
import { enterProject } from '../register/_project.ts';
import { recordOf } from '../register/_record.ts';

enterProject('overview', {});

const RECORD = recordOf({ created: '2026-11-27T12:00:00Z', expires: '2026-11-27T20:00:00Z' });

function stateOf(...modes: readonly string[]): string {
  return JSON.stringify({ version: 4, resources: modes.map((mode) => ({ mode, instances: [{}] })) });
}

test('age and time left are told for a moment, and the end itself is over', async (t) => {
  const at = (time: string) => lookAt(RECORD, new Date(time));
  const { age, left, isExpired, deployed } = await at('2026-11-27T13:00:00Z');
  t.deepEqual(
    [age, left, isExpired, deployed],
    [milliseconds(3_600_000), milliseconds(25_200_000), false, { resources: 0 }],
  );
  t.false((await at('2026-11-27T19:59:59Z')).isExpired);
  t.true((await at('2026-11-27T20:00:00Z')).isExpired);
});

test('resources are counted in the state of Terraform, and a state that cannot be read is unknown, not empty', async (t) => {
  t.deepEqual(toldBy(stateOf('managed', 'data', 'managed')), { resources: 2 });
  t.deepEqual(toldBy(stateOf()), { resources: 0 });
  t.deepEqual([toldBy(undefined), toldBy('')], [{ resources: 0 }, { resources: 0 }]);
  t.deepEqual(toldBy('{"version":5}'), { unknown: 'its state has a form that vedette does not know' });
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync('.vedette/state/pr-42.tfstate', '{');
  const { deployed } = await lookAt(RECORD, new Date());
  t.true('unknown' in deployed);
});

test('lengths of time are shown by their two largest units, and read with s, m and h', (t) => {
  const [minute, hour] = [60_000, 3_600_000];
  t.deepEqual(
    [999, 59_000, minute, hour, 7 * hour + 58 * minute, 24 * hour, 76 * hour].map((time) =>
      formatSpan(milliseconds(time)),
    ),
    ['0 s', '59 s', '1 min', '1 h', '7 h 58 min', '1 d', '3 d 4 h'],
  );
  t.is(readDuration('--ttl', '90m'), milliseconds(90 * minute));
  for (const wrong of ['0h', '8', '8d', '-8h', '1.5h', '10ms', 'x'])
    t.throws(() => readDuration('--ttl', wrong), {
      message: `--ttl ${wrong} is not a length of time; write a whole number and s, m or h, such as 8h`,
    });
});

test('a run of CI is named by its address', (t) => {
  t.is(
    runOf({ GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '7' }),
    'https://github.com/acme/shop/actions/runs/7',
  );
  t.is(
    runOf({ CI_JOB_URL: 'https://gitlab.com/acme/shop/-/jobs/7' }),
    'https://gitlab.com/acme/shop/-/jobs/7',
  );
  t.is(runOf({}), undefined);
});
