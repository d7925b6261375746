/**
 * The names that a definition may use, for editors: as types, since an editor offers and checks only what stands in a
 * type, and for the JSON Schema. The catalogue and the list of rules are their source.
 */
import { type DocumentKind, directivesOf, ENGINE_VERSIONS } from '../redis/catalogue/index.ts';
import { RULES } from '../rules/index.ts';

/** Names that the keys of a field may be. */
interface Names {
  /** The path of the field. */
  readonly field: string;
  /** What the type of its names is called. */
  readonly type: string;
  readonly meaning: string;
  readonly names: readonly string[];
}

const NAMES: readonly Names[] = [
  {
    field: 'redis.directives',
    type: 'RedisDirective',
    meaning: 'What `redis.directives` may name, in some version.',
    names: settable('redis'),
  },
  {
    field: 'sentinel.directives',
    type: 'SentinelDirective',
    meaning: 'What `sentinel.directives` may name, in some version.',
    names: settable('sentinel'),
  },
  {
    field: 'waive',
    type: 'WaivableRule',
    meaning: 'The rules that `waive` may name.',
    names: sorted(RULES.filter((rule) => rule.waivable).map(({ name }) => name)),
  },
];

/** The names that the keys of fields may be, by the path of the field. */
export function definitionNames(): ReadonlyMap<string, readonly string[]> {
  return new Map(NAMES.map(({ field, names }) => [field, names]));
}

/** The source of src/definition/names.ts. */
export function nameTypes(): string {
  return [
    '/** Names that a definition uses, from the catalogue and the rules: written by `npm run docs`, and not by hand. */\n',
    ...NAMES.map(union),
  ].join('\n');
}

function settable(kind: DocumentKind): readonly string[] {
  return sorted(
    ENGINE_VERSIONS.flatMap((version) => directivesOf(kind, version))
      .filter(({ owned }) => owned === undefined)
      .flatMap(({ name, aliases }) => [name, ...aliases]),
  );
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function union({ type, meaning, names }: Names): string {
  const members = names.map((name) => `\n  | '${name}'`);
  return `/** ${meaning} */\nexport type ${type} =${members.join('')};\n`;
}
