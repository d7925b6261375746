/**
 * Keeping the old primary from taking writes once a replica is promoted, whatever becomes of vedette: until then it has all
 * its replicas, and refuses writes when one of them leaves it (redis replication.c, checkGoodReplicasStatus). A pause alone
 * ends by itself, and where the definition asks for few replicas or none, what it takes then would be lost.
 */
import { demand } from '../../group/demand.ts';
import { fieldsOf } from '../../group/reply.ts';
import { GUARD, GUARD_LAG } from './settings.ts';
import type { Switching } from './switching.ts';

/** In seconds, where the definition has switched the guard off. */
const SOME_LAG = 10;

/** What puts the guard of the old primary back. */
export type Unfence = () => Promise<void>;

/**
 * Lets the old primary take writes only while all these replicas follow it.
 *
 * @returns what puts back what the host had
 * @throws UserError if the host does not do it
 */
export async function fence({ group, old, inSync, undo, tell }: Switching): Promise<Unfence> {
  const client = group.redis(old.name);
  const has = fieldsOf(await demand(client, 'CONFIG', 'GET', GUARD, GUARD_LAG));
  const [replicas, lag] = [Number(has.get(GUARD)), Number(has.get(GUARD_LAG))];
  const before = setGuard(replicas, lag);
  const what = `${old.name} takes writes with as many replicas as before`;
  undo.remember({ host: old.name, what, command: before });
  tell(`CONFIG SET ${GUARD} ${inSync.length}`, old.name);
  await demand(client, ...setGuard(Math.max(replicas, inSync.length), lag === 0 ? SOME_LAG : lag));
  return async () => {
    await demand(client, ...before);
  };
}

/** One command, which takes both or none. */
function setGuard(replicas: number, lag: number): readonly string[] {
  return ['CONFIG', 'SET', GUARD, String(replicas), GUARD_LAG, String(lag)];
}
