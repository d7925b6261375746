import { EFFECTS } from '../../aws/effects/index.ts';
import { UserError } from '../../base/errors.ts';
import { schemaFromBindings } from './bindings.ts';
import { DATA_SOURCES } from './data-sources.ts';
import type { Resource } from './operations.ts';
import type { SchemaBlock } from './schema.ts';
import { RESOURCE_TYPES } from './types/index.ts';

type Blocks = Readonly<Record<string, SchemaBlock>>;

/** The schemas of everything that this machine knows, each read when it is first asked for. */
export class Schemas {
  readonly #read = new Map<string, SchemaBlock>();

  provider(): SchemaBlock {
    return this.#schema('provider', []);
  }

  resources(): Blocks {
    return Object.fromEntries(Object.keys(RESOURCE_TYPES).map((name) => [name, this.resource(name).block]));
  }

  dataSources(): Blocks {
    return Object.fromEntries(Object.keys(DATA_SOURCES).map((name) => [name, this.dataSource(name)]));
  }

  /** @throws UserError for a type that this machine does not know */
  resource(name: string): Resource {
    const [type, effects] = [RESOURCE_TYPES[name], EFFECTS[name]];
    if (type === undefined || effects === undefined)
      throw new UserError(`this machine does not know resources of type ${name}`);
    return { name, type, effects, block: this.#schema(name, type.sensitive ?? []) };
  }

  dataSource(name: string): SchemaBlock {
    return this.#schema(`data_${name}`, DATA_SOURCES[name]?.sensitive ?? []);
  }

  #schema(name: string, sensitive: readonly string[]): SchemaBlock {
    const block = this.#read.get(name) ?? hiding(schemaFromBindings(name), sensitive);
    this.#read.set(name, block);
    return block;
  }
}

/** The bindings do not tell what Terraform is to hide. */
function hiding({ attributes, blocks }: SchemaBlock, sensitive: readonly string[]): SchemaBlock {
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => [
        name,
        { ...attribute, sensitive: sensitive.includes(name) },
      ]),
    ),
    blocks,
  };
}
