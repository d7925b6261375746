/** Conditions of a stack: one that does not hold refuses the whole plan (Terraform, postconditions). */
import type { Json, JsonObject } from '../../aws/synthesized-stack.ts';
import { type Evaluated, isList, isObject, known, type LookUp, referenceTo } from './expression.ts';
import type { Planner } from './planner.ts';

/** The forms that are computed: the others count as unknown. */
const EQUALS = /^\$\{([\w.-]+) == "([^"\\]*)"\}$/;
const NONE_LEFT = /^\$\{length\(setsubtract\(([\w.-]+), ([\w.-]+)\)\) == 0\}$/;

/** The messages of the conditions of a block that do not hold, or of which it cannot be told. */
export function failedConditions(planner: Planner, address: string, block: JsonObject): readonly string[] {
  const { lifecycle } = block;
  if (!isObject(lifecycle)) return [];
  const lookUp: LookUp = ({ address: other, path }) =>
    planner.valueAfter({ address: other === 'self' ? address : other, path });
  return ['precondition', 'postcondition'].flatMap((kind) =>
    blocksOf(lifecycle[kind]).flatMap((each) => failure(each, lookUp)),
  );
}

function blocksOf(value: Json | undefined): readonly JsonObject[] {
  if (value === undefined) return [];
  return (isList(value) ? value : [value]).filter(isObject);
}

function failure(
  { condition = '', error_message: message = '' }: JsonObject,
  lookUp: LookUp,
): readonly string[] {
  const holds = holdsOf(String(condition), lookUp);
  if (holds === true || holds === 'later') return [];
  const text = evaluateMessage(String(message), lookUp);
  return [holds === false ? text : `it cannot be told whether this holds: ${text}`];
}

function holdsOf(condition: string, lookUp: LookUp): boolean | 'later' | 'untold' {
  const equals = EQUALS.exec(condition);
  const left = NONE_LEFT.exec(condition);
  const [, one = '', other = ''] = equals ?? left ?? [];
  if (equals !== null) return compare(lookUp(referenceTo(one)), known(other), (a, b) => a === b);
  if (left !== null) return compare(lookUp(referenceTo(one)), lookUp(referenceTo(other)), isWithin);
  return 'untold';
}

function compare(
  one: Evaluated,
  other: Evaluated,
  holds: (one: Json, other: Json) => boolean,
): boolean | 'later' | 'untold' {
  if (one.kind === 'later' || other.kind === 'later') return 'later';
  if (one.kind !== 'known' || other.kind !== 'known' || one.derived || other.derived) return 'untold';
  return holds(one.value, other.value);
}

function isWithin(one: Json, other: Json): boolean {
  return isList(one) && isList(other) && one.every((each) => other.includes(each));
}

/** What is not computed in a message is left out of it. */
function evaluateMessage(message: string, lookUp: LookUp): string {
  const text = message.replaceAll(/\$\{(self\.\w+)\}/g, (whole, reference: string) => {
    const value = lookUp(referenceTo(reference));
    return value.kind === 'known' && typeof value.value === 'string' ? value.value : whole;
  });
  return text.replaceAll(/:? ?\$\{(?:[^{}"]|"[^"]*")*\}/g, '').replace(/\.$/, '');
}
