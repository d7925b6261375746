import yargs from 'yargs';
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
    yargs().scriptName('vedette').showCompletionScript();
    return { data: {}, report: [] };
  },
});
