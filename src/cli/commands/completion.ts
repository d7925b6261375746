import yargs from 'yargs';
import { verbatim } from '../../report/elements.ts';
import { command } from '../command.ts';

export default command({
  positionals: {
    shell: { choices: ['bash', 'zsh'], describe: 'the shell', defaultDescription: 'that of $SHELL' },
  },
  options: {},
  examples: [
    ['completion bash', 'The script for ~/.bashrc'],
    ['completion zsh', 'The script for ~/.zshrc'],
  ],
  run({ shell = process.env.SHELL?.endsWith('zsh') ? 'zsh' : 'bash' }) {
    // The only way to tell yargs for which shell it is to write.
    process.env.SHELL = shell;
    const script = printedBy(() => yargs().scriptName('vedette').showCompletionScript());
    return { data: {}, report: [verbatim(shell, script)] };
  },
});

/** What something prints to the console, which is no result by itself. */
function printedBy(work: () => void): string {
  const { log } = console;
  const printed: string[] = [];
  console.log = (text: string) => printed.push(text);
  try {
    work();
  } finally {
    console.log = log;
  }
  return printed.join('\n');
}
