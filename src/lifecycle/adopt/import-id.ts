/** The ids by which Terraform imports what has no tags: each is made of the ids of others (provider 6.25, resource pages, import). */
import type { Block, FoundId } from './match.ts';

/** The arguments that an id is made of, and what stands between them. */
const MADE_OF: Readonly<Record<string, { readonly parts: readonly string[]; readonly between: string }>> = {
  aws_route: { parts: ['route_table_id', 'destination_cidr_block'], between: '_' },
  aws_route_table_association: { parts: ['subnet_id', 'route_table_id'], between: '/' },
  aws_volume_attachment: { parts: ['device_name', 'volume_id', 'instance_id'], between: ':' },
  aws_iam_role_policy: { parts: ['role', 'name'], between: ':' },
};

/**
 * The id of a resource that is made of others.
 *
 * @param found the ids of others by their addresses
 */
export function idFromOthers({ type, settings }: Block, found: ReadonlyMap<string, string>): FoundId {
  const made = MADE_OF[type];
  if (made === undefined) return { why: `vedette does not know the id of a ${type}` };
  const values: string[] = [];
  for (const part of made.parts) {
    const written = settings[part];
    const address = referenceIn(written);
    const value = address === undefined ? written : found.get(address);
    if (address !== undefined && value === undefined) return { why: `${address} was not found` };
    if (typeof value !== 'string') return { why: `the stack does not say its ${part}` };
    values.push(value);
  }
  return values.join(made.between);
}

/**
 * True for what can only be an id. Terraform reads a text in an import as a template, and AWS takes names, of alarms for one,
 * that would be expressions in it.
 */
export function isImportId(text: string): boolean {
  return /^[\w/+=.@:|,*-]+$/.test(text);
}

/** The address whose id or name stands for a value: `aws_vpc.vpc` of `${aws_vpc.vpc.id}`. */
function referenceIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /^\$\{([a-z]\w*\.[\w-]+)\.(?:id|name)\}$/.exec(value)?.[1] : undefined;
}
