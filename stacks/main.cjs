'use strict';
// The app's first step: make TypeScript readable on every Node, then run main.ts.
require('../src/typescript.cjs').readTypeScript();
require('./main.ts');
