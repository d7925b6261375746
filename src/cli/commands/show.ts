import type { DirectiveValue } from '../../definition/environment.ts';
import { heading, type Phrase, table } from '../../report/blocks.ts';
import { decidedValues } from '../../topology/decided-values.ts';
import { openEnvironment } from '../../topology/open.ts';
import { command, ENVIRONMENT, formats } from '../command.ts';

export default command({
  positionals: { env: ENVIRONMENT },
  options: { format: formats() },
  async run({ env }) {
    const environment = await openEnvironment(env);
    const groups = decidedValues(environment);
    return {
      data: {
        environment: environment.name,
        file: environment.file,
        values: groups.flatMap(({ values }) => values),
      },
      report: groups.flatMap(({ name, values }) => [
        heading(name),
        table(
          ['field', 'value', 'from'],
          values.map(({ field, value, origin }) => [field, shown(value), quietDefault(origin)]),
        ),
      ]),
    };
  },
});

function shown(value: DirectiveValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function quietDefault(origin: string): Phrase {
  return origin === 'given' ? origin : { text: origin, tone: 'faint' };
}
