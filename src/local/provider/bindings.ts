/**
 * The schema of the AWS provider, read off the installed `@cdktf/provider-aws`: its files are generated from that schema
 * and carry the TypeScript they were compiled from in their source maps. There, each attribute has a comment
 * (`// region - computed: true, optional: true, required: false`), and each argument an entry with its type. The files are
 * read, not imported, so no construct is loaded for it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { Attribute, NestedBlock, SchemaBlock, Type } from './schema.ts';

/** The schema of a resource (`aws_vpc`), a data source (`data_aws_region`) or of the provider (`provider`). */
export function schemaFromBindings(name: string): SchemaBlock {
  const folder = name.replace(/^aws_/, '').replaceAll('_', '-');
  const source = new Source(sourceOf(folder));
  return source.block(source.resourceClass());
}

const FLAGS = /^ {2}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)$/gm;
const ARGUMENT =
  /^ {4,6}(\w+): \{\n\s+value: (.*),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",\n/gm;

interface Argument {
  readonly isBlock: boolean;
  /** `cdktf.listMapperHcl(..., true)` is a list of blocks, `false` one of values, and none a single one. */
  readonly mapper: 'blocks' | 'values' | undefined;
  readonly collection: string;
  readonly storage: string;
}

interface Member {
  readonly name: string;
  readonly flags: Pick<Attribute, 'computed' | 'optional' | 'required'>;
  readonly body: string;
}

const OPTIONAL = { computed: false, optional: true, required: false };

/** The text of one generated file. */
class Source {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  resourceClass(): string {
    const [, name] =
      /export class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider) /.exec(this.#text) ?? [];
    if (name === undefined) throw new RangeError('the bindings have no class of a resource here');
    return name;
  }

  block(className: string): SchemaBlock {
    const attributes: Record<string, Attribute> = {};
    const blocks: Record<string, NestedBlock> = {};
    const args = this.#arguments(className);
    for (const { name, flags, body } of this.#members(className)) {
      const argument = args.get(name);
      if (argument?.isBlock && !flags.computed) blocks[name] = this.#nested(argument, flags.required);
      else {
        const type = argument === undefined ? this.#computedType(body, name) : this.#argumentType(argument);
        attributes[name] = { ...flags, type, sensitive: false, writeOnly: name.endsWith('_wo') };
      }
    }
    return { attributes, blocks };
  }

  /** The attributes of a class: each with what follows its comment, up to the next. Blocks of the provider have no class. */
  #members(className: string): readonly Member[] {
    if (!this.#text.includes(`export class ${className} `))
      return [...this.#arguments(className).keys()].map((name) => ({ name, flags: OPTIONAL, body: '' }));
    const text = this.#section(`export class ${className} `);
    const comments = [...text.matchAll(FLAGS)];
    return comments.map((comment, at) => {
      const [whole, name = '', computed, optional, required] = comment;
      return {
        name,
        flags: {
          computed: computed === 'true',
          optional: optional === 'true',
          required: required === 'true',
        },
        body: text.slice(comment.index + whole.length, comments[at + 1]?.index),
      };
    });
  }

  #arguments(className: string): ReadonlyMap<string, Argument> {
    const struct = className.replace(/OutputReference$/, '');
    const text =
      struct === className
        ? this.#section('  protected synthesizeHclAttributes()')
        : this.#section(`export function ${lowerFirst(struct)}ToHclTerraform(`);
    return new Map(
      [...text.matchAll(ARGUMENT)].map(
        ([, name = '', value = '', isBlock, collection = '', storage = '']) => [
          name,
          { isBlock: isBlock === 'true', mapper: mapperOf(value), collection, storage },
        ],
      ),
    );
  }

  #nested({ mapper, collection, storage }: Argument, required: boolean): NestedBlock {
    const block = this.block(`${storage.replace(/List$/, '')}OutputReference`);
    if (collection === 'struct') return { block, nesting: 'single', required, maxItems: 1 };
    return {
      block,
      nesting: collection === 'set' ? 'set' : 'list',
      required,
      maxItems: mapper === undefined ? 1 : undefined,
    };
  }

  #argumentType({ isBlock, collection, storage }: Argument): Type {
    if (isBlock)
      return [collection === 'set' ? 'set' : 'list', this.#objectType(storage.replace(/List$/, ''))];
    const element = simpleType(storage.replace(/(List|Map)$/, ''));
    if (collection === 'list' || collection === 'set' || collection === 'map') return [collection, element];
    return element;
  }

  /** Of what only AWS decides there is no argument; its type is what reads it. */
  #computedType(body: string, name: string): Type {
    const [, set, kind] = /return (cdktf\.Fn\.tolist\()?this\.get(\w+)Attribute\('/.exec(body) ?? [];
    if (kind !== undefined) return readType(kind, set !== undefined);
    const [, constructed = '', isSet] =
      /= new (?:cdktf\.)?(\w+)\(this, "\w+"(?:, (true|false))?\)/.exec(body) ?? [];
    if (constructed.endsWith('Map'))
      return ['map', simpleType(constructed.replace(/Map$/, '').toLowerCase())];
    if (constructed.endsWith('List'))
      return [isSet === 'true' ? 'set' : 'list', this.#objectType(constructed.replace(/List$/, ''))];
    throw new RangeError(`the bindings do not tell the type of ${name}`);
  }

  #objectType(struct: string): Type {
    const { attributes, blocks } = this.block(`${struct}OutputReference`);
    return [
      'object',
      Object.fromEntries([
        ...Object.entries(attributes).map(([name, { type }]) => [name, type] as const),
        ...Object.entries(blocks).map(([name, nested]) => [name, blockType(nested)] as const),
      ]),
    ];
  }

  /** A top-level declaration, or a member of a class, from its first words to the next brace in its column. */
  #section(words: string): string {
    const begin = this.#text.indexOf(words);
    if (begin < 0) throw new RangeError(`the bindings have no ${words.trim()}`);
    const end = this.#text.indexOf(words.startsWith(' ') ? '\n  }' : '\n}', begin);
    return this.#text.slice(begin, end);
  }
}

function blockType({ block, nesting }: NestedBlock): Type {
  const object: Type = [
    'object',
    Object.fromEntries(Object.entries(block.attributes).map(([name, { type }]) => [name, type])),
  ];
  return nesting === 'single' ? object : [nesting, object];
}

function mapperOf(value: string): Argument['mapper'] {
  const [, isBlock] = /cdktf\.listMapperHcl\(\w+, (true|false)\)/.exec(value) ?? [];
  if (isBlock === undefined) return undefined;
  return isBlock === 'true' ? 'blocks' : 'values';
}

function simpleType(word: string): Type {
  if (word === 'string' || word === 'number') return word;
  if (word === 'boolean') return 'bool';
  throw new RangeError(`the bindings have a type ${word}, which is not known here`);
}

function readType(kind: string, isSet: boolean): Type {
  const collection = isSet ? 'set' : 'list';
  if (kind === 'List') return [collection, 'string'];
  if (kind === 'NumberList') return [collection, 'number'];
  return kind.endsWith('Map')
    ? ['map', simpleType(kind.replace(/Map$/, '').toLowerCase())]
    : simpleType(kind.toLowerCase());
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

/** The TypeScript that a file of the bindings was compiled from. */
function sourceOf(folder: string): string {
  const text = readFileSync(join(bindingsFolder(), folder, 'index.js'), 'utf8');
  const [marker, map] = [';base64,', text.lastIndexOf(';base64,')];
  const { sourcesContent: [source] = [] }: { readonly sourcesContent?: readonly string[] } =
    map < 0 ? {} : JSON.parse(Buffer.from(text.slice(map + marker.length), 'base64').toString('utf8'));
  if (source === undefined)
    throw new UserError(
      `@cdktf/provider-aws/lib/${folder} has no source map to read its schema from; install the version that package-lock.json names`,
    );
  return source;
}

function bindingsFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@cdktf/provider-aws/package.json');
  return join(dirname(manifest), 'lib');
}
