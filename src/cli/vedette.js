#!/usr/bin/env node
// The command's first step, in plain JavaScript: make TypeScript readable, then run main.ts.
import module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { leaveOutLocales } from './locales.js';
import { registerTypeScript } from './typescript.js';

const cache = fileURLToPath(new URL('../../node_modules/.cache/vedette', import.meta.url));

if (process.features.typescript) module.enableCompileCache(cache);
else registerTypeScript(cache);
leaveOutLocales();

createRequire(import.meta.url)('./main.ts').start(process.argv.slice(2));
