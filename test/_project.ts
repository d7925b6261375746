import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cli/_run.ts';

/**
 * Makes a folder with the shipped environments, to be changed at will. Its `src` leads to this checkout, whose program is
 * ready as it is: a copy would bundle itself first, for each test anew.
 */
export function shippedProject(root: string): string {
  mkdirSync(root, { recursive: true });
  for (const part of ['stacks', 'package.json', '.gitignore'])
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, 'src'), join(root, 'src'));
  return root;
}
