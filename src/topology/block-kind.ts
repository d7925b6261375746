/** What a block of addresses is for, as far as hosts of an environment may live in it. */
import { type AddressBlock, includes, overlap, parseBlock } from './ipv4.ts';

/**
 * The blocks that a network may lie in: those for private use (RFC 1918), and the shared block of carriers (RFC 6598),
 * which AWS takes, which leads nowhere on the internet and which the rule network-conflict warns of.
 */
const USABLE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(known);

/** Blocks that no network of hosts can have (IANA, IPv4 special-purpose address registry). */
const SPECIAL: readonly (readonly [AddressBlock, string])[] = [
  [known('0.0.0.0/8'), 'holds addresses that mean this host'],
  [known('127.0.0.0/8'), 'holds loopback addresses'],
  [known('169.254.0.0/16'), 'holds link-local addresses'],
  [known('224.0.0.0/4'), 'holds multicast addresses'],
  [known('240.0.0.0/4'), 'holds addresses that are reserved'],
];

/** Why hosts cannot live everywhere in a block; undefined if they can. */
export function whyUnusable(block: AddressBlock): string | undefined {
  if (USABLE.some((usable) => includes(usable, block))) return undefined;
  const special = SPECIAL.find(([reserved]) => overlap(reserved, block));
  return special?.[1] ?? 'holds public addresses, which belong to others';
}

function known(text: string): AddressBlock {
  const block = parseBlock(text);
  if (block === undefined) throw new RangeError(`${text} is not a block`);
  return block;
}
