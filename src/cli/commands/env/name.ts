import { UsageError } from '../../../base/errors.ts';
import { nameOf } from '../../../lifecycle/name.ts';
import { paragraph } from '../../../report/elements.ts';
import { command, formats } from '../../command.ts';

export default command({
  positionals: {
    branch: { type: 'string', demandOption: true, describe: 'a branch, or any other text' },
  },
  options: { format: formats() },
  examples: [
    ['env name Fix/A', 'The name for the branch Fix/A'],
    ['env name fix-a', 'One that is a name stays as it is'],
  ],
  run({ branch }) {
    if (branch === '') throw new UsageError('the branch is empty; write vedette env name <branch>');
    const name = nameOf(branch);
    return { data: { branch, name }, report: [paragraph(name)] };
  },
});
