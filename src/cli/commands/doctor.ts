import { checkMachine, USES } from '../../doctor/check.ts';
import { doctorOutcome } from '../../doctor/report.ts';
import { command, formats } from '../command.ts';

export default command({
  positionals: {
    use: { choices: USES, describe: 'what it is to do' },
  },
  options: { format: formats() },
  examples: [
    ['doctor', 'What this machine has, and which commands lack something'],
    ['doctor diff', 'Whether diff --since works here; ends with 1 if not'],
  ],
  async run({ use }) {
    return doctorOutcome(await checkMachine(use), use);
  },
});
