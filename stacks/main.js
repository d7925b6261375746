// The app's first step, in plain JavaScript: make TypeScript readable where Node does not read it, then run main.ts.
import { createRequire } from 'node:module';
import { readTypeScript } from '../src/typescript.js';

readTypeScript();

createRequire(import.meta.url)('./main.ts');
