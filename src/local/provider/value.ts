import { Decoder, Encoder, ExtensionCodec } from '@msgpack/msgpack';

/** What Terraform does not know yet: `(known after apply)`. */
export class Unknown {
  readonly #nominal = true;

  toString(): string {
    return this.#nominal ? '(known after apply)' : '';
  }
}

/** The one value of its kind. */
export const UNKNOWN = new Unknown();

/** A value of Terraform's language as it travels between Terraform and a provider. */
export type TerraformValue =
  | null
  | string
  | number
  | boolean
  | Unknown
  | readonly TerraformValue[]
  | Attributes;

/** The attributes and blocks of a resource, by name. */
export interface Attributes {
  readonly [name: string]: TerraformValue;
}

/** go-cty, msgpack: an unknown value is an extension of type 0, one of which something is known of type 12. */
const UNKNOWN_EXTENSION = 0;
const REFINED_UNKNOWN_EXTENSION = 12;

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: UNKNOWN_EXTENSION,
  encode: (value: unknown) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => UNKNOWN,
});
extensionCodec.register({
  type: REFINED_UNKNOWN_EXTENSION,
  encode: () => null,
  decode: () => UNKNOWN,
});

/** Reads the bytes of a value; null where there is no value. */
export function decodeValue(bytes: Uint8Array | undefined): TerraformValue {
  if (bytes === undefined || bytes.length === 0) return null;
  return toValue(new Decoder({ extensionCodec }).decode(bytes));
}

/**
 * Writes a value as bytes. Whole numbers go as integers, as AWS's provider sends them (terraform-plugin-go). Terraform
 * before 1.15 then takes a number for another one than in its state, so that a refresh-only plan without changes ends
 * with 2 under `-detailed-exitcode`, here as with any provider (hashicorp/terraform#36403).
 */
export function encodeValue(value: TerraformValue): Uint8Array {
  return new Encoder({ extensionCodec }).encode(value);
}

/** What was read from msgpack or JSON as a value of Terraform. */
export function toValue(read: unknown): TerraformValue {
  if (read === null || read === undefined) return null;
  if (typeof read === 'string' || typeof read === 'number' || typeof read === 'boolean') return read;
  if (read instanceof Unknown) return read;
  if (Array.isArray(read)) return read.map(toValue);
  if (typeof read === 'object')
    return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, toValue(value)]));
  throw new RangeError(`Terraform has no values of type ${typeof read}`);
}

/** The attributes of a value that is a resource; undefined for one that is not there. */
export function attributesOf(value: TerraformValue): Attributes | undefined {
  return isAttributes(value) ? value : undefined;
}

/** Whether a value has attributes of its own: an object, a map or a single block. */
export function isAttributes(value: TerraformValue | undefined): value is Attributes {
  return typeof value === 'object' && value !== null && !isValueList(value) && !(value instanceof Unknown);
}

/** Whether a value is a list or a set. */
export function isValueList(value: TerraformValue | undefined): value is readonly TerraformValue[] {
  return Array.isArray(value);
}

/** A text attribute; empty where there is none or it is not known yet. */
export function stringOf(value: TerraformValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list or a set. */
export function textsOf(value: TerraformValue | undefined): readonly string[] {
  return isValueList(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Whether two values are the same to Terraform. Sets come in an order of Terraform's own, so that order counts. */
export function equal(left: TerraformValue | undefined, right: TerraformValue | undefined): boolean {
  if (left === right) return true;
  if (isValueList(left) && isValueList(right))
    return left.length === right.length && left.every((each, at) => equal(each, right[at]));
  if (!isAttributes(left) || !isAttributes(right)) return false;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => equal(left[name], right[name]));
}

/** The value at `a` or, in the first of its blocks, at `a.b`. */
export function valueAt(attributes: Attributes, name: string): TerraformValue | undefined {
  const [outer = '', inner] = name.split('.');
  const value = attributes[outer];
  if (inner === undefined) return value;
  const block = isValueList(value) ? value[0] : value;
  return isAttributes(block) ? block[inner] : undefined;
}

/** The values at `a` or, in each of its blocks, at `a.b`. */
export function valuesAt(attributes: Attributes, name: string): readonly TerraformValue[] {
  const [outer = '', inner] = name.split('.');
  const value = attributes[outer] ?? null;
  if (inner === undefined) return [value];
  return [value].flat().flatMap((block) => (isAttributes(block) ? [block[inner] ?? null] : []));
}
