'use strict';
// Tests read TypeScript as the commands do; tsx takes a second longer for each of ninety files.
const Module = require('node:module');
require('../src/start/typescript.cjs').readTypeScript();

const MAP = '\n//# sourceMappingURL=';
const compile = Module.prototype._compile;

// ava has Node read every source map. Those of libraries take a quarter of the time that src/aws takes to load, and no
// test fails in the sources of a library.
Module.prototype._compile = function (text, file) {
  const end = file.includes('/node_modules/') ? text.lastIndexOf(MAP) : -1;
  return compile.call(this, end === -1 ? text : text.slice(0, end), file);
};
