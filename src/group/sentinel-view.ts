/** What a Sentinel says of its group. */
import type { Host } from '../topology/environment.ts';
import { answersOf } from './client.ts';
import type { Group } from './group.ts';
import { fieldsOf, listOf, type Reply } from './reply.ts';

/** What one Sentinel says. */
export interface SentinelView {
  readonly host: string;
  /** The address of the primary that it names; undefined if it does not answer. */
  readonly primary: string | undefined;
  /** How many other Sentinels it knows. */
  readonly others: number;
  /** The addresses of the replicas that it knows and finds up. */
  readonly replicas: readonly string[];
  /**
   * The addresses of replicas that it takes for ones of priority 0. It asks a replica that is up every 10 s, so that it
   * may take it for one for so long after the replica has its own priority (redis sentinel.c, sentinelSendPeriodicCommands).
   */
  readonly heldBack: readonly string[];
  /** True if it finds the primary up and no failover is going on. */
  readonly calm: boolean;
}

/** Asks the Sentinel of a host. */
export async function viewSentinel(group: Group, { name }: Host): Promise<SentinelView> {
  const { group: primary } = group.environment.sentinel;
  const commands = [
    ['SENTINEL', 'MASTER', primary],
    ['SENTINEL', 'REPLICAS', primary],
  ] as const;
  return sentinelView(name, await answersOf(group.sentinel(name), commands));
}

/** The view of a Sentinel from its answers to `SENTINEL MASTER` and `SENTINEL REPLICAS`; there are none if it is silent. */
export function sentinelView(host: string, [master = null, replicas = null]: readonly Reply[]): SentinelView {
  const primary = fieldsOf(master);
  const known = listOf(replicas).map(fieldsOf);
  const addressesWith = (field: string, value: string): readonly string[] =>
    known.filter((replica) => replica.get(field) === value).map((replica) => replica.get('ip') ?? '');
  return {
    host,
    primary: primary.get('ip'),
    others: Number(primary.get('num-other-sentinels') ?? 0),
    replicas: addressesWith('flags', 'slave'),
    heldBack: addressesWith('slave-priority', '0'),
    calm: primary.get('flags') === 'master',
  };
}
