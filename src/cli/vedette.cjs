#!/usr/bin/env node
'use strict';
// The command's first step: load main.ts from its bundle, or from its sources to debug or measure it. Plain CommonJS, since
// Node 20 takes longer to start its loader of modules than to run a command.
const { loadBundle } = require('../bundle.cjs');
const { readTypeScript } = require('../typescript.cjs');

const argv = process.argv.slice(2);
const fromSources = argv.includes('--debug') || process.env.NODE_V8_COVERAGE !== undefined;

readTypeScript();

if (fromSources) require('./main.ts').start(argv);
else void loadBundle('src/cli/main.ts', argv[0]).then(({ start }) => start(argv));
