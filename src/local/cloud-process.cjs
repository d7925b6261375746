'use strict';
// The first step of a cloud's process: make TypeScript readable on every Node, then run cloud-process.ts.
require('../start/typescript.cjs').readTypeScript();
require('./cloud-process.ts');
