/** What arguments and attributes a resource has, and of what type. */
import { type Attributes, isAttributes, isValueList, type TerraformValue, Unknown } from './value.ts';

/** A type as Terraform writes it in JSON: `"string"`, `["list","string"]`, `["object",{...}]`. */
export type Type =
  | 'string'
  | 'number'
  | 'bool'
  | readonly ['list' | 'set' | 'map', Type]
  | readonly ['object', Readonly<Record<string, Type>>];

/** An attribute of a block. */
export interface Attribute {
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  /** Hidden in what Terraform prints. */
  readonly sensitive: boolean;
  /** Sent to the provider and kept nowhere. */
  readonly writeOnly: boolean;
}

/** A block inside a block. */
export interface NestedBlock {
  readonly block: SchemaBlock;
  readonly nesting: 'single' | 'list' | 'set';
  readonly required: boolean;
  /** Undefined where there may be any number. */
  readonly maxItems: number | undefined;
}

/** The content of a resource, of a data source, of the provider or of a block in them. */
export interface SchemaBlock {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

const NESTING = { single: 1, list: 2, set: 3 } as const;

/** A schema as the protocol writes it. */
export function schemaMessage(block: SchemaBlock): object {
  return { version: 0, block: blockMessage(block) };
}

function blockMessage({ attributes, blocks }: SchemaBlock): object {
  return {
    version: 0,
    attributes: Object.entries(attributes).map(([name, attribute]) => ({
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
      required: attribute.required,
      optional: attribute.optional,
      computed: attribute.computed,
      sensitive: attribute.sensitive,
      write_only: attribute.writeOnly,
    })),
    block_types: Object.entries(blocks).map(([name, nested]) => ({
      type_name: name,
      block: blockMessage(nested.block),
      nesting: NESTING[nested.nesting],
      min_items: nested.required && nested.nesting !== 'single' ? 1 : 0,
      max_items: nested.nesting === 'single' ? 0 : (nested.maxItems ?? 0),
    })),
  };
}

/** A value with exactly the attributes of a block: Terraform counts them. What is missing is null or an empty block. */
export function shaped(block: SchemaBlock, value: Attributes): Attributes {
  return {
    ...Object.fromEntries(Object.keys(block.attributes).map((name) => [name, value[name] ?? null])),
    ...Object.fromEntries(
      Object.entries(block.blocks).map(([name, nested]) => [name, shapedBlocks(nested, value[name])]),
    ),
  };
}

function shapedBlocks({ block, nesting }: NestedBlock, value: TerraformValue | undefined): TerraformValue {
  if (value instanceof Unknown) return value;
  if (nesting === 'single') return isAttributes(value) ? shaped(block, value) : null;
  return isValueList(value) ? value.map((each) => (isAttributes(each) ? shaped(block, each) : each)) : [];
}

/** A value in which every attribute and every attribute of a block is replaced by what a function makes of it. */
export function mapAttributes(
  block: SchemaBlock,
  value: Attributes,
  change: (attribute: Attribute, value: TerraformValue, path: readonly string[]) => TerraformValue,
  path: readonly string[] = [],
): Attributes {
  const inside = (nested: NestedBlock, name: string, each: TerraformValue): TerraformValue =>
    isAttributes(each) ? mapAttributes(nested.block, each, change, [...path, name]) : each;
  return {
    ...Object.fromEntries(
      Object.entries(block.attributes).map(([name, attribute]) => [
        name,
        change(attribute, value[name] ?? null, [...path, name]),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(block.blocks).map(([name, nested]) => {
        const given = value[name] ?? null;
        return [
          name,
          isValueList(given) ? given.map((each) => inside(nested, name, each)) : inside(nested, name, given),
        ];
      }),
    ),
  };
}

/** A value without what only the provider may see. */
export function withoutWriteOnly(block: SchemaBlock, value: Attributes): Attributes {
  return mapAttributes(block, value, (attribute, given) => (attribute.writeOnly ? null : given));
}

/** What AWS's provider stores for an attribute that AWS says nothing about. */
export function nothingOf(type: Type): TerraformValue {
  if (type === 'string') return '';
  if (type === 'number') return 0;
  if (type === 'bool') return false;
  return type[0] === 'list' || type[0] === 'set' ? [] : {};
}
