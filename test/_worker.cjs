'use strict';
// What every process of a test file starts with.
const Module = require('node:module');
require('./_typescript.cjs');
const { library, startWorker } = require('./_libraries.cjs');

const { _load: load, runMain } = Module;

Module._load = (asked, ...rest) => library(asked) ?? load(asked, ...rest);

// A process that a test forks inherits this file.
Module.runMain = (...given) =>
  /\/ava\/lib\/worker\/base\.js$/.test(process.argv[1]) ? startWorker() : runMain(...given);
