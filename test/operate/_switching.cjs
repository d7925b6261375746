'use strict';
// A process of its own that moves the primary of a group, and may be killed in the middle of it.
require('../_typescript.cjs');
require('./_switching.ts').main();
