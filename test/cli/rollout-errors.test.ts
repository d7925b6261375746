import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { refuseErrors } from '../../src/cli/refuse-errors.ts';
import { openEnvironment } from '../../src/register/open.ts';
import { SMALL } from '../_environment.ts';
import { scratchFolder, vedette } from './_run.ts';

const file = join(scratchFolder('rollout-errors'), 'small.mjs');

/** Nobody waived that one Sentinel is none where its host is away. */
const ONE_SENTINEL = {
  ...SMALL,
  sentinel: { quorum: 1 },
  hosts: { ...SMALL.hosts, two: { roles: ['replica'] }, three: { roles: ['replica'] } },
};

test('what rules refuse is rolled out only where a person insists, and no host is asked before', async (t) => {
  writeFileSync(file, `export default ${JSON.stringify(ONE_SENTINEL)};\n`);
  const { code, stderr } = await vedette(['rollout', file, '--plan']);
  t.is(code, 3);
  t.regex(stderr, /^error: .* has \d+ errors?.*: mend the errors, or roll it out as it is with --anyway$/m);
  const environment = await openEnvironment(file);
  t.notThrows(() => refuseErrors(environment, 'roll it out', true));
});
