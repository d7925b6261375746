/** The names of directives and rules as types, since an editor offers and checks only what stands in a type. */
import { type DocumentKind, directivesOf, REDIS_VERSIONS } from '../redis/catalogue/index.ts';
import { RULES } from '../rules/index.ts';

/** The source of src/definition/names.ts, of which the catalogue and the list of rules are the source. */
export function definitionNames(): string {
  const waivable = RULES.filter((rule) => rule.waivable).map(({ name }) => name);
  return [
    '/** Names that a definition uses, from the catalogue and the rules: written by `npm run docs`, and not by hand. */\n',
    union('RedisDirective', 'What `redis.directives` may name, in some version.', settable('redis')),
    union('SentinelDirective', 'What `sentinel.directives` may name, in some version.', settable('sentinel')),
    union('WaivableRule', 'The rules that `waive` may name.', waivable),
  ].join('\n');
}

function settable(kind: DocumentKind): readonly string[] {
  return REDIS_VERSIONS.flatMap((version) => directivesOf(kind, version))
    .filter(({ owned }) => owned === undefined)
    .flatMap(({ name, aliases }) => [name, ...aliases]);
}

function union(type: string, meaning: string, names: readonly string[]): string {
  const members = [...new Set(names)].sort().map((name) => `\n  | '${name}'`);
  return `/** ${meaning} */\nexport type ${type} =${members.join('')};\n`;
}
