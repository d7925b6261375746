'use strict';
// The first step of a process that changes a group: make TypeScript readable on every Node, and run program.ts.
const { loadBundle } = require('../../start/bundle.cjs');
require('../../start/typescript.cjs').readTypeScript();

void loadBundle('src/rehearsal/change/program.ts', 'change').then(({ main }) => main());
