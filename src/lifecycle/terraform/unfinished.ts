/** What is so after an apply that did not come to a good end, and how to go on. */
import type { StateLock } from '../locks/lock.ts';
import type { TerraformPlan } from './plan-json.ts';
import { errorsOf, type Progress, type Step } from './progress.ts';
import { addressesIn, type TerraformState } from './state-json.ts';

/** What is known after the end of Terraform. */
export interface Aftermath {
  readonly name: string;
  /** The command to run again. */
  readonly again: string;
  readonly progress: Progress;
  /** What the state says; undefined for one that is empty; a text where it could not be read, with the reason. */
  readonly state: TerraformState | undefined | string;
  /** What killed Terraform, in words; undefined where it came to an end of its own. */
  readonly killed: string | undefined;
  /** The lock that is still on the state; undefined for none. */
  readonly lock: StateLock | undefined;
  /** The file that Terraform left the state in, since it could not store it; undefined where it did. */
  readonly stray: string | undefined;
}

/** What Terraform says of an interrupt, which is no fault to mend. */
const HALTED = 'execution halted';

/** Tells all of it, a sentence a line. */
export function describeAftermath(aftermath: Aftermath): string {
  const { name, progress, killed, stray, lock, again } = aftermath;
  const errors = [...new Set(errorsOf(progress))].filter((text) => text !== HALTED);
  const loss = lossOf(aftermath);
  return [
    ...(killed === undefined ? [] : [`Terraform was ended by ${killed} before it was done`]),
    ...errors,
    progress.open.length + progress.done.length === 0
      ? `nothing of ${name} is changed`
      : `${name} is changed in part; changes that are done, and stay: ${progress.done.length}`,
    ...loss,
    ...strayOf(stray),
    ...lockOf(name, lock),
    `${errors.length + loss.length === 0 ? '' : 'mend what is named, and '}go on with ${again}`,
  ].join('\n');
}

function strayOf(stray: string | undefined): readonly string[] {
  if (stray === undefined) return [];
  return [
    `the state could not be stored: it is in ${stray}; store it with terraform state push before anything else`,
  ];
}

/** A lock that stays keeps everybody out. */
function lockOf(name: string, lock: StateLock | undefined): readonly string[] {
  if (lock === undefined) return [];
  const { id, who, since } = lock;
  return [
    `the lock ${id} stays on the state, by ${who} since ${since}; vedette env unlock ${name} takes it away`,
  ];
}

/** What may exist although no state knows it. */
function lossOf({ name, progress, state, killed }: Aftermath): readonly string[] {
  if (typeof state === 'string')
    return [`the state cannot be read (${state}), so nobody knows what is missing in it`];
  const known = new Set(state === undefined ? [] : addressesIn(state));
  const lost = [...progress.open, ...progress.done].filter(
    ({ address, action }) => action === 'create' && !known.has(address) && !isMemory(address),
  );
  const half = progress.open.filter((step) => !lost.includes(step));
  return [
    ...(lost.length === 0
      ? []
      : [
          listed(
            'in no state, and may exist',
            lost,
            `vedette env adopt ${name} finds them by their tags and imports them; import or remove the others by hand, since the next deploy makes them a second time, or fails where there can be only one`,
          ),
        ]),
    ...(half.length === 0 || killed === undefined
      ? []
      : [listed('begun and not ended', half, 'the next plan looks at how they are')]),
  ];
}

/** Where it is in no state it is nowhere. */
function isMemory(address: string): boolean {
  return address.startsWith('terraform_data.');
}

/** They may be all that an environment has: a line for each. */
function listed(what: string, steps: readonly Step[], advice: string): string {
  const addresses = new Set(steps.map(({ address }) => address));
  return [`${what}, ${addresses.size} in all: ${advice}`, ...addresses].join('\n  ');
}

/**
 * What of a plan a state does not show, though Terraform says that it applied all of it; a sentence for each.
 *
 * @param before the state that was planned on
 */
export function contradictions(
  plan: TerraformPlan,
  before: TerraformState | undefined,
  after: TerraformState,
): readonly string[] {
  const known = new Set(addressesIn(after));
  const tainted = new Set(taintedIn(after));
  const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === 'managed');
  const missing = changes.filter(
    ({ address, change: { actions } }) => leaves(actions) && !known.has(address),
  );
  const left = changes.filter(
    ({ address, deposed, change: { actions } }) =>
      deposed === undefined && goes(actions) && known.has(address),
  );
  const broken = changes.filter(({ address }) => tainted.has(address));
  return [
    ...missing.map(({ address }) => `${address} is not in the state`),
    ...left.map(({ address }) => `${address} is still in the state`),
    ...broken.map(({ address }) => `${address} is tainted`),
    ...(before !== undefined && before.lineage !== after.lineage
      ? ['the state is another one than was planned on']
      : []),
    ...(before !== undefined && after.serial < before.serial
      ? [`the state is older (serial ${after.serial}) than what was planned on (serial ${before.serial})`]
      : []),
  ];
}

function leaves(actions: readonly string[]): boolean {
  return actions.includes('create') || actions.includes('update');
}

function goes(actions: readonly string[]): boolean {
  return actions.length === 1 && (actions[0] === 'delete' || actions[0] === 'forget');
}

function taintedIn(state: TerraformState): readonly string[] {
  return state.resources.flatMap((resource) => {
    const instances = resource.instances.filter(({ status }) => status === 'tainted');
    return instances.length === 0 ? [] : addressesIn({ ...state, resources: [{ ...resource, instances }] });
  });
}
