'use strict';
// What a stack runs to issue certificates: its last argument says which.
void require('./bundle.cjs')
  .loadProgram('src/start/certificates.ts', 'certificates')
  .then(({ issue }) => issue(process.argv.at(-1) ?? ''));
