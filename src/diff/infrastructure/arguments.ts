/** The arguments of a resource by their paths, as the table of effects names them. */
import { type Arguments, EFFECTS } from '../../aws/effects/index.ts';
import type { Json, JsonObject } from '../../aws/synthesized-stack.ts';
import { type Evaluated, isList, isObject, known } from './expression.ts';

/** What is for Terraform itself, and no argument (Terraform language, meta-arguments). */
const META: ReadonlySet<string> = new Set(['//', 'lifecycle', 'depends_on', 'provider']);

/** The arguments of a block; those in blocks of their own get a dot where the table names them so. */
export function argumentsOf(type: string, block: JsonObject): Readonly<Record<string, Json>> {
  const read = READ.get(block) ?? readArguments(type, block);
  READ.set(block, read);
  return read;
}

/** Everything that refers to a block asks for its arguments. */
const READ = new WeakMap<JsonObject, Readonly<Record<string, Json>>>();

function readArguments(type: string, block: JsonObject): Readonly<Record<string, Json>> {
  const entries = Object.entries(block).filter(([name, value]) => !META.has(name) && value !== null);
  return Object.fromEntries(entries.flatMap(([name, value]) => flattened(type, name, value)));
}

function flattened(type: string, name: string, value: Json): readonly (readonly [string, Json])[] {
  const block = isList(value) && value.length === 1 ? value[0] : value;
  if (!isObject(block) || !namesInside(type, name)) return [[name, value]];
  return Object.entries(block).map(([inner, each]) => [`${name}.${inner}`, each]);
}

/** The blocks of each type whose arguments have names of their own in the table. */
const BLOCKS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(EFFECTS).map(([type, effects]) => [type, new Set(blocksOf(effects?.arguments ?? {}))]),
);

function blocksOf(paths: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(paths).flatMap((path) => (path.includes('.') ? [path.slice(0, path.indexOf('.'))] : []));
}

function namesInside(type: string, block: string): boolean {
  return BLOCKS.get(type)?.has(block) ?? false;
}

/** What an argument is where it is not given: what the provider fills in, or what was there before. */
export function absent(type: string, argument: string, prior?: Evaluated): Evaluated {
  const { kept = [], defaults = {} } = EFFECTS[type] ?? {};
  return prior !== undefined && kept.includes(argument) ? prior : known(defaults[argument] ?? null);
}

/** Whether two values are the same to Terraform. */
export function same(type: string, argument: string, before: Evaluated, after: Evaluated): boolean {
  if (before.kind !== 'known' || after.kind !== 'known') return false;
  if (before.value === after.value) return true;
  const isSet = EFFECTS[type]?.sets?.includes(argument) ?? false;
  return canonical(before.value, isSet) === canonical(after.value, isSet);
}

/** A value as a text in which the order of names means nothing. */
export function canonical(value: Json, isSet = false): string {
  if (isList(value)) {
    const texts = value.map((each) => canonical(each));
    return `[${(isSet ? texts.sort() : texts).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join()}}`;
}

/** The arguments as plain values, for effects that depend on several of them. */
export function plain(values: Readonly<Record<string, Evaluated>>): Arguments {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainArgument(value)]));
}

/** A value for an effect that depends on it; undefined where it is not known yet. */
export function plainArgument(value: Evaluated): unknown {
  return value.kind === 'known' ? value.value : value;
}
