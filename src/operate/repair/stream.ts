/** The streams of writes that data hosts have: what one holds of another's. */
import { countOf } from '../../base/units.ts';
import type { RedisFacts } from '../status/redis-status.ts';

/** How far a host is in which stream of writes, and what it has for keys. */
export interface Stream {
  readonly host: string;
  /** Its `master_replid`: offsets compare only where it is the same. */
  readonly id: string;
  /** In bytes since the stream began. */
  readonly offset: number;
  /**
   * The stream that this one goes on from, up to which offset: a host that was promoted has left it there (redis
   * replication.c, shiftReplicationId). Undefined where it goes on from none.
   */
  readonly former: { readonly id: string; readonly upTo: number } | undefined;
  /** Undefined while it reads its data from its volume. */
  readonly keys: number | undefined;
}

/** The stream of a data host. @param former what INFO tells of the one before */
export function streamOf(host: string, facts: RedisFacts, former: Stream['former']): Stream {
  const { replicationId: id, offset, loading, keys } = facts;
  return { host, id, offset, former, keys: loading ? undefined : keys };
}

/** True if all that `other` holds is in what `one` holds. Where nobody can tell, it is not. */
export function holdsAll(one: Stream, other: Stream): boolean {
  if (other.keys === 0) return true;
  const fork = forkOf(one, other);
  return fork !== undefined && other.offset <= fork;
}

/** What would be lost of `other` if it followed `one`, as a clause; undefined if nothing would be. */
export function lossOf(one: Stream, other: Stream): string | undefined {
  if (holdsAll(one, other)) return undefined;
  const fork = forkOf(one, other);
  return fork === undefined
    ? `all that ${other.host} holds (${keysOf(other)}, offset ${other.offset} of stream ${short(other.id)}): ${one.host} has another stream (${short(one.id)})`
    : `the last ${countOf(other.offset - fork, 'byte')} of the stream of ${other.host} (offset ${other.offset}), which ${one.host} left at ${fork}`;
}

/** Up to which offset both have the same; undefined where they have nothing in common that one can tell of. */
function forkOf(one: Stream, other: Stream): number | undefined {
  if (one.id === other.id) return Math.min(one.offset, other.offset);
  if (one.former?.id === other.id) return Math.min(one.former.upTo, other.offset);
  if (other.former?.id === one.id) return Math.min(other.former.upTo, one.offset);
  if (one.former !== undefined && one.former.id === other.former?.id)
    return Math.min(one.former.upTo, other.former.upTo);
  return undefined;
}

function keysOf({ keys }: Stream): string {
  return keys === undefined ? 'keys that it still reads' : countOf(keys, 'key');
}

/** As much of an id as tells it from others. */
export function short(id: string): string {
  return id.slice(0, 8);
}
