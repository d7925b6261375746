// The app's first step, in plain JavaScript: make TypeScript readable where Node does not read it, then run main.ts.
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { registerTypeScript } from '../src/typescript.js';

if (!process.features.typescript)
  registerTypeScript(fileURLToPath(new URL('../node_modules/.cache/vedette', import.meta.url)));

createRequire(import.meta.url)('./main.ts');
