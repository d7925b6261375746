/** What differs between two stacks beside their resources. */
import type { Json, JsonObject, SynthesizedStack } from '../../aws/synthesized-stack.ts';
import type { Difference } from './action.ts';
import { canonical } from './arguments.ts';
import { evaluate, known } from './expression.ts';
import type { Planner } from './planner.ts';

/** The parts of a stack that have an own treatment: any other is unknown. */
const PARTS: ReadonlySet<string> = new Set([
  '//',
  'terraform',
  'provider',
  'data',
  'ephemeral',
  'resource',
  'locals',
  'output',
  'removed',
]);

/** What differs in the backend, the provider and the versions; default tags show in the resources that have them. */
export function settingDifferences(before: SynthesizedStack, after: SynthesizedStack): readonly Difference[] {
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (part) => !PARTS.has(part),
  );
  return [
    ...differencesOf('terraform', before.terraform, after.terraform, { required_version: 'records' }),
    ...differencesOf('provider.aws', before.provider?.aws?.[0], after.provider?.aws?.[0], {
      region: 'records',
      allowed_account_ids: 'records',
      default_tags: 'updates',
    }),
    ...differencesOf('', partsOf(before, others), partsOf(after, others), {}),
  ];
}

function partsOf(stack: SynthesizedStack, names: readonly string[]): JsonObject {
  const parts = new Map<string, Json>(Object.entries(stack));
  return Object.fromEntries(names.map((name) => [name, parts.get(name) ?? null]));
}

function differencesOf(
  prefix: string,
  before: JsonObject = {},
  after: JsonObject = {},
  effects: Readonly<Record<string, Difference['effect']>>,
): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [from, to] = [before[name] ?? null, after[name] ?? null];
    if (canonical(from) === canonical(to)) return [];
    const argument = prefix === '' ? name : `${prefix}.${name}`;
    return [{ argument, before: known(from), after: known(to), effect: effects[name] }];
  });
}

/** The outputs whose value differs or is not known yet. */
export function outputDifferences(
  { valueBefore, valueAfter }: Planner,
  { output: olds = {} }: SynthesizedStack,
  { output: news = {} }: SynthesizedStack,
): readonly string[] {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  return names.filter((name) => {
    const before = evaluate(olds[name]?.value ?? null, valueBefore);
    const after = evaluate(news[name]?.value ?? null, valueAfter);
    if (before.kind !== 'known' || after.kind !== 'known') return before.kind !== after.kind;
    return canonical(before.value) !== canonical(after.value);
  });
}
