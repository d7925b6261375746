import { EFFECTS } from '../../aws/effects/index.ts';
import { UserError } from '../../base/errors.ts';
import { schemaFromBindings } from './bindings.ts';
import { DATA_SOURCES, EPHEMERAL_RESOURCES } from './data-sources.ts';
import type { Resource } from './operations.ts';
import { type SchemaBlock, schemaMessage } from './schema.ts';
import { RESOURCE_TYPES } from './types/index.ts';

/** The schemas of everything that this machine knows, each read when it is first asked for. */
export class Schemas {
  readonly #read = new Map<string, SchemaBlock>();
  #message: Readonly<Record<string, object>> | undefined;

  /** All of them as the protocol writes them: the same object each time, since writing it takes longer than a plan. */
  message(): Readonly<Record<string, object>> {
    this.#message ??= {
      provider: schemaMessage(this.#schema('provider', [])),
      resource_schemas: messages(RESOURCE_TYPES, (name) => this.resource(name).block),
      data_source_schemas: messages(DATA_SOURCES, (name) => this.dataSource(name)),
      ephemeral_resource_schemas: messages(EPHEMERAL_RESOURCES, (_, { block }) => block),
      // A call is answered the same whether its connection has asked for them or not.
      server_capabilities: { get_provider_schema_optional: true },
    };
    return this.#message;
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

function messages<Known>(
  table: Readonly<Record<string, Known>>,
  blockOf: (name: string, known: Known) => SchemaBlock,
): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, known]) => [name, schemaMessage(blockOf(name, known))]),
  );
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
