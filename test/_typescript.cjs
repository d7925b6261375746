'use strict';
// Tests read TypeScript as the commands do; tsx takes a second longer for each of ninety files.
require('../src/start/typescript.cjs').readTypeScript();
