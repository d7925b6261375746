import { onOneLine, UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { fieldNames, fieldsNamed } from '../../definition/explain.ts';
import { directiveNames, directivesNamed } from '../../redis/explain.ts';
import { explanationReport } from '../../report/reference.ts';
import { ruleNames, rulesNamed } from '../../rules/explain.ts';
import { command, formats } from '../command.ts';
import { explainedNames } from '../suggest.ts';

export default command({
  positionals: {
    what: {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'a directive or a line of redis.conf or sentinel.conf, a field of the definition, or a rule',
    },
  },
  options: { format: formats() },
  examples: [
    ['explain maxmemory', 'A directive'],
    ['explain sentinel.downAfter', 'A field of the definition'],
    ['explain sentinel-count', 'A rule'],
    ['explain sentinel monitor mymaster', 'A line as it stands in a file'],
  ],
  suggests: { what: explainedNames },
  run({ what }) {
    const name = what.join(' ');
    const explained = [directivesNamed, fieldsNamed, rulesNamed].flatMap((named) => named(name));
    if (explained.length === 0) throw unknownName(name);
    return {
      data: { explained: explained.map(({ data }) => data) },
      report: explained.flatMap(({ words }) => explanationReport(words)),
    };
  },
});

function unknownName(name: string): UserError {
  const known = [...directiveNames(), ...fieldNames(), ...ruleNames()];
  const written = new Map(known.map((one) => [one.toLowerCase(), one]));
  const near = nearest(name.toLowerCase(), written.keys());
  const advice = near === undefined ? 'check its name' : `did you mean ${written.get(near)}?`;
  return new UserError(`${onOneLine(name)} is no directive, field or rule that is known here; ${advice}`);
}
