#!/usr/bin/env node
// The command's first step, in plain JavaScript: make TypeScript readable, then run main.ts.
import module, { createRequire } from 'node:module';
import process from 'node:process';
import { CACHE, readTypeScript } from '../typescript.js';
import { leaveOutLocales } from './locales.js';

if (process.features.typescript) module.enableCompileCache(CACHE);
readTypeScript();
leaveOutLocales();

createRequire(import.meta.url)('./main.ts').start(process.argv.slice(2));
