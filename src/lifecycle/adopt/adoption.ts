/** Finding what is left of an environment whose state is lost, as a stack that imports it. */
import type { SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { RefusedError, UserError } from '../../base/errors.ts';
import type { Environment } from '../../topology/environment.ts';
import { stateText } from '../deployed.ts';
import { resourcesTagged, type TaggedResource } from '../tagged/tagged.ts';
import { addressesIn, readState } from '../terraform/state-json.ts';
import { type GivenIds, type Import, type Missing, matchResources } from './match.ts';
import { type ImportingStack, narrowStack } from './narrowed.ts';

/** What is found, and what is not. */
export interface Adoption {
  readonly stack: ImportingStack;
  readonly imports: readonly Import[];
  readonly missing: readonly Missing[];
  readonly strangers: readonly TaggedResource[];
  /** How many resources the state has already. */
  readonly known: number;
}

/**
 * Looks for everything that AWS has of an environment and its state does not know.
 *
 * @param regions where something of it may be
 * @param given ids that somebody knows better
 * @throws UserError if AWS or the state cannot be asked, nothing is found, or something would have to be created
 */
export async function findAdoption(
  environment: Environment,
  regions: readonly string[],
  given: GivenIds,
): Promise<Adoption> {
  const { name } = environment;
  const stack = await stackOf(environment);
  refuseUnknown(stack, given);
  const [tagged, known] = await Promise.all([resourcesTagged(name, { regions }), knownOf(environment)]);
  const match = matchResources(stack, tagged, given);
  const isNew = ({ to }: { readonly to: string }): boolean => !known.includes(to);
  const imports = match.imports.filter(isNew);
  const { strangers } = match;
  if (tagged.length === 0 && given.size === 0) throw nothingLeft(name, regions);
  if (imports.length === 0)
    throw new UserError(`${name}: its state knows all that was found of it; there is nothing to adopt`);
  const narrowed = narrowStack(stack, imports, known);
  refuseCreated(name, narrowed.created);
  const missing = match.missing.filter(({ address }) => isNew({ to: address }));
  return { stack: narrowed.stack, imports, missing, strangers, known: known.length };
}

/** cdktf is large, and nothing else needs it here. */
async function stackOf(environment: Environment): Promise<SynthesizedStack> {
  const { stacksOf } = await import('../../aws/stacks.ts');
  const [stack] = await stacksOf([environment]);
  if (stack === undefined) throw new RangeError(`${environment.name} has no stack`);
  return stack;
}

async function knownOf({ name, aws }: Environment): Promise<readonly string[]> {
  const state = readState((await stateText({ name, state: aws.state })) ?? '');
  return state === undefined ? [] : addressesIn(state);
}

function nothingLeft(name: string, regions: readonly string[]): UserError {
  return new UserError(
    `${name}: nothing in ${regions.join(', ')} carries its tag, so there is nothing to adopt; name what you know with --id`,
  );
}

/** A misspelt address would be passed over in silence. */
function refuseUnknown({ resource = {} }: SynthesizedStack, given: GivenIds): void {
  const unknown = [...given.keys()].find((address) => {
    const [type = '', name = ''] = address.split('.');
    return resource[type]?.[name] === undefined;
  });
  if (unknown === undefined) return;
  throw new UserError(
    `--id ${unknown}: the stack has no such resource; write an address such as aws_vpc.vpc`,
  );
}

/** Adopting is to change nothing, so what is not there is not made. */
function refuseCreated(name: string, created: readonly string[]): void {
  if (created.length === 0) return;
  throw new RefusedError(
    `${name}: what was found needs ${created.join(', ')}, which was not; give its id with --id ADDRESS=ID, or leave out what needs it with --id ADDRESS=none`,
  );
}
