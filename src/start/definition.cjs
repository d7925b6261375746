'use strict';
// What `import ... from 'redis-sentinel-stacks'` gives, in a definition and in any other program, on every Node.
require('./typescript.cjs').readTypeScript();
const { config, environment, spread } = require('../definition/index.ts');

module.exports = { config, environment, spread };
