/** Who follows whom, as far as files tell: Sentinel decides it, but a file that lost its primary is a danger. */
import type { EngineVersion } from '../redis/catalogue/index.ts';
import type { Document } from '../redis/document.ts';
import { effectiveValue } from '../redis/effective.ts';
import type { Change } from './change.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { printArguments } from './print.ts';
import { plainValue } from './setting.ts';
import type { HostProgram, Snapshot } from './snapshot.ts';

const NOBODY = 'nobody';

/** Whom the server of a redis.conf follows: `10.0.0.30 6379`, or `nobody`. */
export function followedIn(document: Document, version: EngineVersion): string {
  const args = effectiveValue(document, version, 'replicaof') ?? [];
  const isNobody = args.length < 2 || args.join(' ') === 'no one';
  return isNobody ? NOBODY : printArguments(args);
}

/**
 * The servers that would start as primaries beside the one that there is. Where one takes the place of another, as after
 * a failover, roles moved and nothing is lost. It counts as a loss of data, since until somebody sees it clients write to
 * both primaries, and what is written to one of them is thrown away when it follows again.
 */
export function roleChanges(before: Snapshot, after: Snapshot): readonly Change[] {
  const told = pairsOf(before, after).filter(isTold);
  const primaries = (side: keyof Pair): number => told.filter((pair) => pair[side].follows === NOBODY).length;
  if (primaries('after') <= primaries('before')) return [];
  return told
    .filter((pair) => pair.before.follows !== NOBODY && pair.after.follows === NOBODY)
    .map((pair) => lost(pair, before.name));
}

function lost({ before: from, after: to }: Pair, environment: string): Change {
  const { follows: primary = NOBODY, host } = from;
  return {
    area: 'topology',
    program: 'redis',
    key: 'replicaof',
    before: plainValue(primary, from.host),
    after: plainValue(NOBODY, to.host),
    impact: 'data-loss',
    means: 'roll-out',
    note: 'a server that starts with this file is a second primary: what clients write to it is lost when it follows again; keep the line that the running server wrote',
    clause: `let ${host} start as a primary of its own, beside ${primary}`,
    security: false,
    individual: false,
    places: [{ environment, hosts: [host] }],
  };
}

/** Names who follows whom on each side, in a sentence without a full stop; none where it is the same. */
export function roleNotes(before: Snapshot, after: Snapshot): readonly string[] {
  const told = pairsOf(before, after).filter(isTold);
  if (told.every((pair) => pair.before.follows === pair.after.follows)) return [];
  const sides = (['before', 'after'] as const).map((side) =>
    told.map((pair) => `${pair[side].host} follows ${pair[side].follows}`).join(', '),
  );
  return [`who follows whom is left out, since Sentinel decides it. Before: ${sides.join('; after: ')}`];
}

/** A definition does not tell who follows whom: its hosts ask the Sentinels. */
function isTold({ before, after }: Pair): boolean {
  return [before, after].every(({ follows }: HostProgram) => follows !== undefined);
}
