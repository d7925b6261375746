/** The workflows that give each pull request of a project an environment: those that vedette's own repository runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownPackage, ROOT } from '../base/package.ts';
import type { ProjectFile } from './files.ts';

const FOLDER = '.github/workflows';

/** What creates and ends them, by pull requests and by the clock. */
const FILES = ['preview.yml', 'reap.yml'];

/**
 * The files for a project, where npm has installed vedette.
 *
 * @param of the environment that previews are created of, where the repository does not say it
 */
export function previewFiles(of: string): readonly ProjectFile[] {
  return FILES.map((name) => {
    const path = `${FOLDER}/${name}`;
    return {
      path,
      text: forProject(readFileSync(join(ROOT, path), 'utf8'), of),
      otherwise: 'compare it with what docs/ci.md of vedette says',
    };
  });
}

/** Only where the program is, and what previews are created of by default, is of the repository. */
function forProject(text: string, of: string): string {
  return text
    .replace(/^( +VEDETTE: ).*$/m, `$1node_modules/${ownPackage().name}/src/start/vedette.cjs`)
    .replace("vars.PREVIEW_OF || 'lab'", `vars.PREVIEW_OF || '${of}'`);
}
