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

/** What stands behind the name in a line may be a password, and is not repeated. */
function unknownName(line: string): UserError {
  const words = line.trim().split(/\s+/);
  const name = words.slice(0, words[0]?.toLowerCase() === 'sentinel' ? 2 : 1).join(' ');
  if (name === '') return new UserError('a name is missing; give a directive, a field or a rule');
  const known = [...directiveNames(), ...fieldNames(), ...ruleNames()];
  const written = new Map(known.map((one) => [one.toLowerCase(), one]));
  const near = nearest(name.toLowerCase(), written.keys()) ?? insideOf(name.toLowerCase(), written.keys());
  const advice = near === undefined ? 'check its name' : `did you mean ${written.get(near)}?`;
  return new UserError(`${onOneLine(name)} is no directive, field or rule that is known here; ${advice}`);
}

/** `hosts.size` means `hosts.<name>.size`. */
function insideOf(name: string, known: Iterable<string>): string | undefined {
  const [outer, inner, ...more] = name.split('.');
  if (inner === undefined || more.length > 0) return undefined;
  return [...known].find((one) => one.startsWith(`${outer}.<`) && one.endsWith(`>.${inner}`));
}
