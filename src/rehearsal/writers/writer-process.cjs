'use strict';
// The first step of the program that writes: make TypeScript readable on every Node, then run program.ts. Code of clients is
// a module, which only an import() of Node's own can load.
require('../../start/typescript.cjs').readTypeScript();
require('./program.ts').main((url) => import(url));
