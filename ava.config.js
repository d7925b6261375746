import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/**
 * Of the test files that boot hosts few run at the same time (test/_seats.ts), and they stand side by side in a few folders:
 * one after the other they would keep every process waiting, and leave the processors idle in the end. By their digests they
 * are spread over the whole run, in the same order each time.
 */
function place(file) {
  return createHash('sha1').update(relative(import.meta.dirname, file)).digest('hex');
}

export default {
  files: ['test/**/*.test.ts'],
  extensions: { ts: 'commonjs' },
  nodeArguments: ['--require=./test/_worker.cjs'],
  workerThreads: false,
  concurrency: 4,
  timeout: '5m',
  sortTestFiles: (one, other) => (place(one) < place(other) ? -1 : 1),
};
