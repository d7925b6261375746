/** What is known of a field of the definition beside its shape. A field is its own schema, so that it stands once. */
import * as z from 'zod/mini';
import type { Impact } from '../redis/impact.ts';
import type { EnvironmentDefinition } from './environment.ts';
import type { Means } from './means.ts';

/**
 * What a field decides: lines of redis.conf and sentinel.conf, which hosts there are and what they do, what hosts
 * and their surroundings are made of, what guards that, or nothing that a host would notice.
 */
export type Domain = 'settings' | 'topology' | 'infrastructure' | 'guard' | 'nothing';

/** A default that follows from other fields. */
export interface Derived<T> {
  /** What it follows from, as the reference and `show` say it. */
  readonly text: string;
  /** Computes it; absent where src/topology does, because it takes all hosts to do it. */
  readonly from?: (definition: EnvironmentDefinition, host: string) => T;
}

/** A default: a value, what it follows from, or undefined where nothing is set. */
export type Default<T> = T | Derived<T> | undefined;

/** What is known of one field. Its meaning is the comment of its type in environment.ts, where editors show it. */
export interface Field<D = unknown> {
  /** What stands if it is left out; absent where it must be given. */
  readonly default?: D;
  readonly domain: Domain;
  /** By which means a change takes effect; several where it takes all of them. */
  readonly means: readonly Means[];
  /**
   * What its numbers count, or are counted in.
   * @default nothing
   */
  readonly unit?: string;
  /** A value that a definition may give, other than the default. */
  readonly example: unknown;
  /** What a change does, as a clause. */
  readonly effect: string;
  /** The directives whose lines it writes; absent where it writes none, or those that its keys name. */
  readonly writes?: readonly string[];
  /**
   * The worst that a change does to what runs, for a reader who sees neither the files nor the resources.
   * @default 'none'
   */
  readonly impact?: Impact;
  /**
   * True for what decides who can reach or change what.
   * @default false
   */
  readonly security?: boolean;
  /**
   * True for what two environments never share, since each has its own.
   * @default false
   */
  readonly individual?: boolean;
  /** For a record: what its keys are, as the path says it: `redis.directives.<directive>`. */
  readonly each?: string;
}

/** A schema that is a field. */
type Leaf<S, D> = S & { readonly field: Field<D> };

/** Declares a field that must be given. */
export function required<S extends z.ZodMiniType>(
  schema: S,
  field: Field<never> & { readonly example: z.output<S> },
): Leaf<S, never> {
  return Object.assign(schema, { field });
}

/** Declares a field that may be left out. */
export function optional<S extends z.ZodMiniType, const D extends Default<z.output<S>>>(
  schema: S,
  field: Field<D> & { readonly default: D; readonly example: z.output<S> },
): Leaf<z.ZodMiniExactOptional<S>, D> & { readonly field: { readonly default: D } } {
  return Object.assign(z.exactOptional(schema), { field });
}

/** The fields that a part of the definition has: all of its type's, and no others. */
export type FieldsOf<T> = { readonly [Name in keyof T]-?: z.ZodMiniType<T[Name]> };

/** The step of a path at which a person chooses the name. */
export const ANY_NAME = '<name>';

/** A field and where it stands. */
export interface PlacedField {
  /** The steps to it, `ANY_NAME` among them. */
  readonly path: readonly string[];
  readonly field: Field;
  readonly schema: z.core.$ZodType;
}

/** Every field of a schema, in order. */
export function fieldsOf(schema: z.core.$ZodType, path: readonly string[] = []): readonly PlacedField[] {
  if (isField(schema)) return [{ path, field: schema.field, schema }];
  const inner = schema instanceof z.core.$ZodOptional ? schema._zod.def.innerType : schema;
  if (inner instanceof z.core.$ZodRecord) return fieldsOf(inner._zod.def.valueType, [...path, ANY_NAME]);
  if (!(inner instanceof z.core.$ZodObject))
    throw new RangeError(`${path.join('.')} has a schema and is no field`);
  return Object.entries(inner._zod.def.shape).flatMap(([name, part]) => fieldsOf(part, [...path, name]));
}

/** True for a schema that is a field. */
export function isField(schema: z.core.$ZodType): schema is Leaf<z.core.$ZodType, unknown> {
  return 'field' in schema;
}

/** True for a default that follows from other fields. */
export function isDerived(value: unknown): value is Derived<unknown> {
  return typeof value === 'object' && value !== null && 'text' in value;
}
