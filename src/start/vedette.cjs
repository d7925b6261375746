#!/usr/bin/env node
'use strict';
// The command's first step. Plain CommonJS, since Node 20 takes longer to start its loader of modules than to run a command.
const { loadProgram } = require('./bundle.cjs');

const argv = process.argv.slice(2);
/** Before a definition, whose prints go elsewhere, is loaded. */
const flush = process.stdout.write.bind(process.stdout, '');
void loadProgram('src/cli/main.ts', argv[0])
  .then(({ start }) => start(argv))
  .then(leave);

/**
 * Once everything is written: a definition may have left a timer or a connection open, for which Node would wait. What
 * cannot be written is told by the program itself.
 */
function leave() {
  flush((error) => error ?? process.stderr.write('', () => process.exit()));
}
