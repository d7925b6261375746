// The first step of a cloud's process, in plain JavaScript: make TypeScript readable, then run cloud-process.ts.
import { createRequire } from 'node:module';
import { readTypeScript } from '../typescript.js';

readTypeScript();

createRequire(import.meta.url)('./cloud-process.ts');
