/** Which of what a stack describes is in AWS already: each resource with the id that Terraform imports it by. */
import type { JsonObject, SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { onOneLine } from '../../base/errors.ts';
import { LISTINGS } from '../tagged/listing.ts';
import type { TaggedResource } from '../tagged/tagged.ts';
import { idFromOthers, isImportId } from './import-id.ts';

/** A resource to import. */
export interface Import {
  /** `aws_vpc.vpc`. */
  readonly to: string;
  readonly id: string;
}

/** A resource that is not imported. */
export interface Missing {
  readonly address: string;
  readonly why: string;
}

/** What was found of a stack. */
export interface Match {
  readonly imports: readonly Import[];
  readonly missing: readonly Missing[];
  /** What is listed and has no place in the stack. */
  readonly strangers: readonly TaggedResource[];
}

/** Ids that somebody gave, by address; undefined where the resource is not there. */
export type GivenIds = ReadonlyMap<string, string | undefined>;

/** Looks for every resource of a stack but those that are in the state alone. */
export function matchResources(
  stack: SynthesizedStack,
  tagged: readonly TaggedResource[],
  given: GivenIds,
): Match {
  const blocks = blocksOf(stack);
  const found = new Map<string, string>();
  const missing: Missing[] = [];
  // What is made of others comes after them.
  const inOrder = [...blocks].sort((one, other) => Number(isOfOthers(one)) - Number(isOfOthers(other)));
  for (const block of inOrder) {
    const answer = given.has(block.address) ? idGiven(given, block.address) : idOf(block, tagged, found);
    if (typeof answer === 'string') found.set(block.address, answer);
    else missing.push({ address: block.address, why: answer.why });
  }
  const ids = new Set(found.values());
  return {
    imports: blocks.flatMap(({ address: to }) => {
      const id = found.get(to);
      return id === undefined ? [] : [{ to, id }];
    }),
    missing,
    strangers: tagged.filter(({ id }) => !ids.has(id)),
  };
}

/** A resource as the stack describes it. */
export interface Block {
  readonly address: string;
  readonly type: string;
  readonly settings: JsonObject;
}

function blocksOf({ resource = {} }: SynthesizedStack): readonly Block[] {
  return Object.entries(resource).flatMap(([type, named]) =>
    type === 'terraform_data'
      ? []
      : Object.entries(named).map(([name, settings]) => ({ address: `${type}.${name}`, type, settings })),
  );
}

function isOfOthers({ type }: Block): boolean {
  return 'byOthers' in (LISTINGS[type] ?? {});
}

function idGiven(given: GivenIds, address: string): string | { readonly why: string } {
  return given.get(address) ?? { why: 'it was said not to be there' };
}

/** The id of a resource, or why it is not known. */
export type FoundId = string | { readonly why: string };

function idOf(block: Block, tagged: readonly TaggedResource[], found: ReadonlyMap<string, string>): FoundId {
  const listing = LISTINGS[block.type];
  if (listing === undefined) return { why: `vedette does not know how a ${block.type} is found` };
  if ('unfindable' in listing) return { why: listing.unfindable };
  if ('byOthers' in listing) return idFromOthers(block, found);
  if ('byName' in listing) return textOf(block.settings.name) ?? { why: 'the stack gives it no name' };
  return idByName(block, tagged);
}

function idByName({ type, settings }: Block, tagged: readonly TaggedResource[]): FoundId {
  const wanted = nameTagOf(settings) ?? textOf(settings.name);
  if (wanted === undefined) return { why: 'the stack gives it no name' };
  const ids = tagged.filter((one) => isOfType(one, type) && nameOf(one) === wanted).map(({ id }) => id);
  const [id] = ids;
  if (id === undefined) return { why: `nothing is listed as ${wanted}` };
  if (ids.length === 1)
    return isImportId(id) ? id : { why: `${onOneLine(id)} is no id that Terraform could be given` };
  return { why: `several are listed as ${wanted}: ${onOneLine(ids.join(', '))}` };
}

/** Groups, and rules, have one kind of ARN for two types. */
const LISTED_AS: Readonly<Record<string, string>> = {
  aws_default_security_group: 'aws_security_group',
  aws_vpc_security_group_ingress_rule: 'aws_vpc_security_group_egress_rule',
};

function isOfType(tagged: TaggedResource, type: string): boolean {
  return tagged.type === (LISTED_AS[type] ?? type);
}

/** Its tag, or the name in its ARN, which that of a secret ends six characters of AWS after. */
function nameOf({ type, id, tags }: TaggedResource): string | undefined {
  return type === 'aws_secretsmanager_secret' ? /:secret:(.+)-\w{6}$/.exec(id)?.[1] : tags.Name;
}

function nameTagOf({ tags }: JsonObject): string | undefined {
  return typeof tags === 'object' && tags !== null && 'Name' in tags ? textOf(tags.Name) : undefined;
}

/** A text without expressions; undefined for anything else. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && !/[$%]\{/.test(value) ? value : undefined;
}
