import { UsageError } from '../../base/errors.ts';
import { initProject, type Project } from '../../project/init.ts';
import { shellWord } from '../../render/shell.ts';
import { type Element, heading, table, verbatim } from '../../report/elements.ts';
import { command, formats } from '../command.ts';

export default command({
  positionals: {
    folder: { type: 'string', default: '.', describe: 'the folder of the project, made where there is none' },
  },
  options: {
    name: {
      type: 'string',
      requiresArg: true,
      describe: 'the name of the environment to write',
      defaultDescription: 'dev, or none where there is one',
    },
    previews: {
      type: 'boolean',
      default: false,
      describe: 'write the workflows, too, by which GitHub gives each pull request an environment',
    },
    format: formats(),
  },
  examples: [
    ['init', 'Make this folder a project with the environment dev'],
    ['init shops --name shop', 'Make the folder shops one, with shop'],
    ['init --previews', 'With an environment for each pull request, by workflows of GitHub'],
  ],
  run({ folder, name, previews }) {
    if (folder === '') throw new UsageError('the folder is empty; write vedette init [folder]');
    const project = initProject(folder, name, previews);
    const next = nextSteps(project);
    return { data: { ...project, next }, report: reportOf(project, next) };
  },
});

function nextSteps({ folder, environment }: Project): readonly string[] {
  return [
    ...(folder === '.' ? [] : [`cd ${wordOf(folder)}`]),
    'npm install',
    `npx vedette validate ${environment}`,
    `npx vedette local up ${environment}`,
    `npx vedette deploy ${environment}`,
  ];
}

function wordOf(folder: string): string {
  return /^[\w./-]+$/.test(folder) ? folder : shellWord(folder);
}

function reportOf({ files }: Project, next: readonly string[]): readonly Element[] {
  return [
    table(
      ['file', 'it is', 'what to do'],
      files.map(({ path, state, todo }) => [path, state, todo ?? '']),
    ),
    heading('Next'),
    verbatim('sh', `${next.join('\n')}\n`),
  ];
}
