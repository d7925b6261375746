import { execPath } from 'node:process';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { vedette } from './_run.ts';

/** How much later than Redis the client may notice: one try that hangs, one pause, and the start of its programs. */
const CLIENT_STEP = 700;

for (const node of [execPath, 'test/nodes/node_modules/node24/bin/node'])
  needs(...NEEDED, node)(
    `the demo fails over within the forecast, loses no counted write and leaves a healthy group, under ${node}`,
    async (t) => {
      t.timeout(180_000);
      const { code, stdout, stderr } = await vedette(['demo', '--format', 'json'], { node });
      t.is(code, 0, stderr);
      const { measured } = JSON.parse(stdout);
      t.is(measured.lost, 'ns');
      t.true(measured.writable >= measured.forecast.from, `${measured.writable} ms`);
      t.true(measured.writable <= measured.forecast.to + CLIENT_STEP, `${measured.writable} ms`);
      t.true(measured.counter.after > measured.counter.before);
      t.regex(stderr, /^console of ns: vedette: role: replica of 10\.0\.0\.5[12] since 1 of the Sentinels/m);
      t.regex(stderr, /^ns is a replica of node0[12], in sync, and has mycounter [1-9]/m);
    },
  );
