'use strict';
// The first step of the program that writes: make TypeScript readable on every Node, load the libraries of the clients that
// the arguments name, and run program.ts. Code of clients is a module, which only an import() of Node's own can load.
const { loadLibrary } = require('../../start/bundle.cjs');
require('../../start/typescript.cjs').readTypeScript();
const { PACKAGES } = require('./kind.ts');

const kinds = process.argv.slice(2);
/** Programs are asked by that of a counter, whoever writes. */
const libraries = new Set(['counter', ...kinds].map((kind) => PACKAGES[kind]));
void Promise.all([...libraries].map(loadLibrary)).then(() =>
  require('./program.ts').main((url) => import(url), kinds),
);
