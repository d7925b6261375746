/** What a switch-over leaves in the settings of data hosts that is killed in the middle: found by how they differ from the definition. */
import { answersOf } from '../../group/client.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { fieldsOf } from '../../group/reply.ts';
import { dataHosts, type Environment, type HostWithData } from '../../topology/environment.ts';
import { FIRST, GUARD, PRIORITY, SECOND } from './settings.ts';
import type { Tell } from './switching.ts';

/** A setting that a killed switch-over left. */
export interface Leftover {
  readonly host: string;
  readonly directive: string;
  readonly has: number;
  /** What the definition says. */
  readonly declared: number;
}

/** Asks every data host; one that does not answer is left out. Nothing is written. */
export async function findLeftovers(group: Group): Promise<readonly Leftover[]> {
  const { environment } = group;
  const found = dataHosts(environment).map(async (host) => {
    const [reply = null] = await answersOf(group.redis(host.name), [['CONFIG', 'GET', PRIORITY, GUARD]]);
    return leftoversOf(environment, host, fieldsOf(reply));
  });
  return (await Promise.all(found)).flat();
}

/**
 * What of the settings of a host a switch-over may have left: the first priority or the second, where the definition says
 * another, and a stricter guard that the replicas meet. Other values are not of a switch-over. Pure.
 */
export function leftoversOf(
  environment: Environment,
  { name: host, data }: HostWithData,
  settings: ReadonlyMap<string, string>,
): readonly Leftover[] {
  const { minReplicasToWrite } = environment.redis;
  const priority = {
    host,
    directive: PRIORITY,
    has: Number(settings.get(PRIORITY)),
    declared: data.priority,
  };
  const guard = { host, directive: GUARD, has: Number(settings.get(GUARD)), declared: minReplicasToWrite };
  const isSteered =
    priority.has !== data.priority &&
    (priority.has === FIRST || (priority.has === SECOND && data.priority === FIRST));
  const isFenced = guard.has > minReplicasToWrite && guard.has < dataHosts(environment).length;
  return [...(isSteered ? [priority] : []), ...(isFenced ? [guard] : [])];
}

/** True for a value that a setting of a data host may have of a switch-over. */
export function isLeftOver(
  environment: Environment,
  host: string,
  directive: string,
  has: string | undefined,
): boolean {
  const found = dataHosts(environment).find(({ name }) => name === host);
  if (found === undefined || has === undefined) return false;
  return leftoversOf(environment, found, new Map([[directive, has]])).length > 0;
}

/** Puts them back, also in the files: Sentinel has a host write its file when it is promoted. @throws UserError if a host refuses */
export async function putBack(group: Group, leftovers: readonly Leftover[], tell: Tell): Promise<void> {
  for (const { host, directive, has, declared } of leftovers) {
    tell(`CONFIG SET ${directive} ${declared}, which is ${has} and not as the definition says`, host);
    await demand(group.redis(host), 'CONFIG', 'SET', directive, String(declared));
    await demand(group.redis(host), 'CONFIG', 'REWRITE');
  }
}
