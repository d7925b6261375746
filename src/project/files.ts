/** The files of a project: an environment, and what cdktf, TypeScript, git and GitHub need beside it. */
import { randomUUID } from 'node:crypto';
import { environmentOf } from '../definition/project.ts';
import { layOut } from '../render/template.ts';

/** One of them. */
export interface ProjectFile {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
  /**
   * True for the text of a file that is there already and serves as well.
   * @default one that is the same
   */
  readonly serves?: (present: string) => boolean;
  /** What to do where another file is there, which stays; a clause. */
  readonly otherwise: string;
}

/** How cdktf runs the app: found as the project finds vedette, wherever npm installed it. */
const APP = `node -e "require('redis-sentinel-stacks/app')"`;

/** What git is not to keep. */
const IGNORED = ['node_modules/', 'cdktf.out/', '.vedette/'];

/**
 * The file of an environment in a project.
 *
 * @param known the files that `stacks/` has
 */
export function environmentFile(name: string, known: readonly string[]): ProjectFile {
  const present = known.find((file) => environmentOf(file) === name);
  return {
    path: `stacks/${present ?? `${name}.ts`}`,
    text: layOut('project/environment.ts', { name }),
    otherwise: 'give the new environment another name with --name',
  };
}

/** The files beside environments, but for package.json. */
export function surroundings(name: string): readonly ProjectFile[] {
  return [
    {
      path: 'cdktf.json',
      // With an id, cdktf does not write one of its own into the file.
      text: json({ language: 'typescript', app: APP, projectId: randomUUID(), sendCrashReports: 'false' }),
      serves: (present) => present.includes('redis-sentinel-stacks/app'),
      otherwise: `let its "app" be ${JSON.stringify(APP)}`,
    },
    {
      path: 'tsconfig.json',
      text: json({
        compilerOptions: {
          ...{ target: 'es2023', module: 'nodenext', types: [] },
          ...{ strict: true, noEmit: true, skipLibCheck: true },
          // A definition imports its own helpers as Node does.
          allowImportingTsExtensions: true,
        },
        include: ['stacks'],
      }),
      otherwise: 'let it include stacks, with module nodenext and allowImportingTsExtensions',
    },
    {
      path: '.gitignore',
      text: `${IGNORED.join('\n')}\n`,
      serves: (present) => IGNORED.every((line) => present.split(/\r?\n/).includes(line)),
      otherwise: `let it hold ${IGNORED.join(', ')}`,
    },
    {
      path: 'README.md',
      text: layOut('project/README.md', { name }),
      otherwise: 'nothing has to be done',
    },
    {
      path: '.github/workflows/vedette.yml',
      text: layOut('project/vedette.yml', {}),
      otherwise: 'nothing has to be done',
    },
  ];
}

/** Data as a file in JSON. */
function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
