import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { needs } from '../_needs.ts';
import { ROOT } from '../cli/_run.ts';

const PROGRAM = `
  require(process.argv[1]).loadBundle('src/rehearsal/priority.ts', 'test').then(async ({ goFirst }) => {
    await goFirst();
    const { getPriority } = require('node:os');
    const started = require('node:child_process').execFileSync('sh', ['-c', 'ps -o ni= -p $$']);
    console.log(JSON.stringify([getPriority(), Number(started)]));
  });`;

needs('root', 'chrt')('who measures goes before others, and programs that it starts do not', async (t) => {
  const { stdout } = await promisify(execFile)(execPath, ['-e', PROGRAM, join(ROOT, 'src/start/bundle.cjs')]);
  t.deepEqual(JSON.parse(stdout), [-10, 0]);
});
