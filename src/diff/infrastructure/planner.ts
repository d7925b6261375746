/** Plans resources one by one, each after what it refers to. */
import { EFFECTS, effectOf } from '../../aws/effects/index.ts';
import type { Json, JsonObject, SynthesizedStack } from '../../aws/synthesized-stack.ts';
import type { Action, Difference, PlannedResource } from './action.ts';
import { absent, argumentsOf, canonical, plain, plainArgument, same } from './arguments.ts';
import { readData } from './data.ts';
import {
  type Evaluated,
  evaluate,
  isObject,
  known,
  type LookUp,
  type Reference,
  referenceTo,
  within,
  written,
} from './expression.ts';
import { lifecycleWords, type Side, sideOf, splitAddress } from './side.ts';

/** Meta-arguments that make several objects, or run something, of which nothing is known here. */
const UNKNOWN_META = ['count', 'for_each', 'provider', 'provisioner', 'connection'];

/** A plan in the making: every resource is planned once, when it is first asked for. */
export class Planner {
  readonly before: Side;
  readonly after: Side;
  readonly #planned = new Map<string, PlannedResource>();
  readonly #forgotten: ReadonlySet<string>;

  constructor(before: SynthesizedStack, after: SynthesizedStack) {
    this.before = sideOf(before);
    this.after = sideOf(after);
    this.#forgotten = forgottenIn(after);
  }

  /** What happens to a resource. Terraform takes no references in circles; here one would be unknown. */
  plan(address: string): PlannedResource {
    const done = this.#planned.get(address);
    if (done !== undefined) return done;
    this.#planned.set(address, { ...this.#entry(address, 'unknown'), differences: [] });
    const planned = this.#planOf(address);
    this.#planned.set(address, planned);
    return planned;
  }

  /** What a reference means in the state. */
  readonly valueBefore: LookUp = (reference) => {
    const { address, path } = reference;
    if (address.startsWith('local.'))
      return within(this.#local(this.before, address, this.valueBefore), path);
    const block = this.before.resources.get(address);
    if (block !== undefined) return attribute(reference, block, this.valueBefore);
    return (
      readData(this.before, this.before, reference, this.valueBefore) ?? known(`\${${written(reference)}}`)
    );
  };

  /** What a reference means in the plan. */
  readonly valueAfter: LookUp = (reference) => {
    const { address, path } = reference;
    if (address.startsWith('local.')) return within(this.#local(this.after, address, this.valueAfter), path);
    const block = this.after.resources.get(address);
    if (block !== undefined) return this.#plannedAttribute(reference, block);
    if (this.#isDeferred(address)) return { kind: 'later', waitsFor: [address] };
    return (
      readData(this.before, this.after, reference, this.valueAfter) ?? known(`\${${written(reference)}}`)
    );
  };

  #planOf(address: string): PlannedResource {
    const [old, block] = [this.before.resources.get(address), this.after.resources.get(address)];
    if (old === undefined) return this.#entry(address, 'create');
    const { type } = splitAddress(address);
    if (block === undefined)
      return {
        ...this.#entry(address, this.#forgotten.has(address) ? 'forget' : 'delete'),
        gone: evaluated(type, old, this.valueBefore),
      };
    const [prior, wanted] = [evaluated(type, old, this.valueBefore), evaluated(type, block, this.valueAfter)];
    const ignores = lifecycleWords(block, 'ignore_changes');
    const names = [...new Set([...Object.keys(prior), ...Object.keys(wanted)])];
    const all = names.flatMap((name) => differenceOf(type, name, prior[name], wanted[name], wanted));
    const isIgnored = ({ argument }: Difference): boolean =>
      ignores.includes('all') || ignores.includes(argument);
    const differences = [
      ...all.filter((each) => !isIgnored(each)),
      ...(ignores.includes('all') ? [] : this.#tagDifferences(type, prior.tags, wanted.tags)),
      ...UNKNOWN_META.filter((name) => canonical(old[name] ?? null) !== canonical(block[name] ?? null)).map(
        unknownMeta,
      ),
    ];
    const triggers = lifecycleWords(block, 'replace_triggered_by').filter((word) => this.#isTriggered(word));
    return {
      ...this.#entry(address, actionOf(differences, triggers)),
      differences,
      ignored: all.filter(isIgnored),
      triggers,
    };
  }

  #entry(address: string, action: Action): PlannedResource {
    return {
      address,
      ...splitAddress(address),
      action,
      gone: {},
      differences: [],
      ignored: [],
      triggers: [],
      refusals: [],
    };
  }

  #plannedAttribute(reference: Reference, block: JsonObject): Evaluated {
    const { address, path } = reference;
    const [name = ''] = path;
    const { type } = splitAddress(address);
    const { action, ignored, differences } = this.plan(address);
    const renews = EFFECTS[type]?.renewed?.includes(name) ?? false;
    const old = this.before.resources.get(address);
    const isNew = action === 'create' || action === 'replace' || old === undefined;
    if (ignored.some(({ argument }) => argument === name) && !isNew) return this.valueBefore(reference);
    if (name in argumentsOf(type, block) && !renews) return attribute(reference, block, this.valueAfter);
    if (action === 'unknown') return { kind: 'untold' };
    if (isNew || (renews && differences.length > 0)) return { kind: 'later', waitsFor: [address] };
    return this.valueBefore(reference);
  }

  #local({ locals }: Side, address: string, lookUp: LookUp): Evaluated {
    const value = locals[address.slice('local.'.length)];
    return value === undefined ? { kind: 'untold' } : evaluate(value, lookUp);
  }

  /** A data source that depends on what changes is read when that has changed (Terraform, data sources). */
  #isDeferred(address: string): boolean {
    const block = this.after.data.get(address);
    if (block === undefined) return false;
    const needs = Array.isArray(block.depends_on) ? block.depends_on.map(String) : [];
    return needs.some((each) => this.after.resources.has(each) && this.plan(each).action !== 'no-op');
  }

  /** `default_tags` stand in the tags of everything that takes tags, below its own (provider, tags_all). */
  #tagDifferences(
    type: string,
    before: Evaluated = known({}),
    after: Evaluated = known({}),
  ): readonly Difference[] {
    if (EFFECTS[type]?.arguments.tags === undefined) return [];
    const [prior, wanted] = [withDefaults(this.before, before), withDefaults(this.after, after)];
    return same(type, 'tags_all', prior, wanted)
      ? []
      : [{ argument: 'tags_all', before: prior, after: wanted, effect: 'updates' }];
  }

  /** Only a change of an object that stays or is replaced triggers (Terraform, replace_triggered_by). */
  #isTriggered(word: string): boolean {
    const reference = referenceTo(word.replace(/^\$\{(.*)\}$/, '$1'));
    const { action } = this.plan(reference.address);
    if (reference.path.length === 0)
      return action === 'update' || action === 'replace' || action === 'unknown';
    if (action === 'create' || action === 'no-op') return false;
    return !same('', '', this.valueBefore(reference), this.valueAfter(reference));
  }
}

/** An argument that is given has its value; anything else is as AWS decided. */
function attribute(reference: Reference, block: JsonObject, lookUp: LookUp): Evaluated {
  const { address, path } = reference;
  const [name = '', ...rest] = path;
  const { type } = splitAddress(address);
  // terraform_data gives back what it was given.
  const value = argumentsOf(type, block)[type === 'terraform_data' && name === 'output' ? 'input' : name];
  return value === undefined ? known(`\${${written(reference)}}`) : within(evaluate(value, lookUp), rest);
}

function evaluated(type: string, block: JsonObject, lookUp: LookUp): Readonly<Record<string, Evaluated>> {
  return Object.fromEntries(
    Object.entries(argumentsOf(type, block)).map(([name, value]) => [name, evaluate(value, lookUp)]),
  );
}

function withDefaults({ defaultTags }: Side, tags: Evaluated): Evaluated {
  if (tags.kind !== 'known') return tags;
  return known({ ...defaultTags, ...(isObject(tags.value) ? tags.value : {}) }, tags.derived);
}

function differenceOf(
  type: string,
  argument: string,
  given: Evaluated | undefined,
  wanted: Evaluated | undefined,
  planned: Readonly<Record<string, Evaluated>>,
): readonly Difference[] {
  const before = given ?? absent(type, argument);
  const after = wanted ?? absent(type, argument, before);
  if (same(type, argument, before, after)) return [];
  const isTold = after.kind === 'later' || (isExact(before) && isExact(after));
  const effect = effectOf(type, argument, plainArgument(before), plainArgument(after), plain(planned));
  return [{ argument, before, after, effect: isTold ? effect : undefined }];
}

function isExact(value: Evaluated): boolean {
  return value.kind === 'known' && !value.derived;
}

function unknownMeta(argument: string): Difference {
  return { argument, before: { kind: 'untold' }, after: { kind: 'untold' }, effect: undefined };
}

function actionOf(differences: readonly Difference[], triggers: readonly string[]): Action {
  if (triggers.length > 0 || differences.some(({ effect }) => effect === 'replaces')) return 'replace';
  if (differences.some(({ effect }) => effect === undefined)) return 'unknown';
  return differences.length > 0 ? 'update' : 'no-op';
}

/** What a `removed` block lets go of without destroying it. */
function forgottenIn({ removed = [] }: SynthesizedStack): ReadonlySet<string> {
  const kept = removed.filter(({ lifecycle }) => isObject(lifecycle) && lifecycle.destroy === false);
  return new Set(kept.map(({ from }: { readonly from?: Json }) => String(from)));
}
