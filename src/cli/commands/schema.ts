import { UserError } from '../../base/errors.ts';
import { adviceOf, nearest } from '../../base/nearest.ts';
import { verbatim } from '../../report/elements.ts';
import { command } from '../command.ts';
import { DESCRIBED, outputSchema } from '../schema/outputs.ts';

export default command({
  positionals: {
    command: {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'a command, such as diff or local up',
    },
  },
  options: {},
  examples: [
    ['schema diff', 'The JSON Schema of what vedette diff --format json prints'],
    ['schema local status', 'That of a command of two words'],
  ],
  suggests: { command: async () => DESCRIBED },
  run({ command: words }) {
    const name = words.join(' ');
    const schema = outputSchema(name);
    if (schema === undefined) throw unknownCommand(name);
    return { data: {}, report: [verbatim('json', JSON.stringify(schema, undefined, 2))] };
  },
});

function unknownCommand(name: string): UserError {
  const advice = adviceOf(nearest(name, DESCRIBED), DESCRIBED);
  return new UserError(`${name} is no command that prints JSON; ${advice}`);
}
