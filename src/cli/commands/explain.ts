import { UserError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { type DocumentKind, directivesOf, REDIS_VERSIONS } from '../../redis/catalogue/index.ts';
import { explainDirective, explanationText } from '../../redis/explain.ts';
import { heading, paragraph } from '../../report/blocks.ts';
import { command, formats } from '../command.ts';

const KINDS: readonly DocumentKind[] = ['redis', 'sentinel'];

export default command({
  positionals: {
    directive: { type: 'string', demandOption: true, describe: 'a directive of redis.conf or sentinel.conf' },
  },
  options: { format: formats() },
  run({ directive }) {
    const explained = KINDS.flatMap((kind) => explainDirective(kind, directive) ?? []).filter(
      ({ ignored }, _, all) => !ignored || all.length === 1,
    );
    if (explained.length === 0)
      throw new UserError(`${directive} is not a directive of any known version; ${advice(directive)}`);
    return {
      data: { explained },
      report: explained.flatMap((one) =>
        explanationText(one).flatMap(([title, sentences]) => [heading(title), ...sentences.map(paragraph)]),
      ),
    };
  },
});

function advice(name: string): string {
  const known = KINDS.flatMap((kind) =>
    REDIS_VERSIONS.flatMap((version) => directivesOf(kind, version).map((spec) => spec.name)),
  );
  const near = nearest(name.toLowerCase(), known);
  return near === undefined ? 'check its name' : `did you mean ${near}?`;
}
