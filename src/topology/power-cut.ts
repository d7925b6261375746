/** What a power cut of all hosts at once loses: then no replica's memory is left, and what is on the disks leads. */
import { formatDuration, milliseconds } from '../base/units.ts';
import { valuesOf } from './effective.ts';
import type { Environment } from './environment.ts';

/** What is lost, and where that is known from. */
export interface PowerCut {
  /** The acknowledged writes that are lost, as a clause. */
  readonly loses: string;
  /** The program's source, or the measurement. */
  readonly source: string;
}

/** What a power cut of all hosts at once loses. */
export function powerCutOf(environment: Environment): PowerCut {
  switch (environment.redis.persistence) {
    case 'none':
      return { loses: 'everything', source: 'redis.persistence' };
    case 'rdb':
      return snapshots(environment);
    case 'aof':
      return APPEND_ONLY[valuesOf(environment, 'redis', 'appendfsync')[0] ?? ''] ?? UNKNOWN;
  }
}

/** The version's own save points: a definition sets none. */
function snapshots(environment: Environment): PowerCut {
  const points = valuesOf(environment, 'redis', 'save').map(Number);
  const most = points.flatMap((seconds, at) => {
    const time = formatDuration(milliseconds(seconds * 1_000));
    const changes = points[at + 1];
    return at % 2 !== 0 ? [] : [changes === 1 ? `${time} of them` : `${time} from ${changes} on`];
  });
  return {
    loses: `all writes since the last snapshot: up to ${most.join(', ')}`,
    source: 'redis.conf, save; measured: 1,064 of 1,064 writes',
  };
}

/** By `appendfsync`. */
const APPEND_ONLY: Readonly<Record<string, PowerCut>> = {
  always: { loses: 'no acknowledged write', source: 'redis.conf, appendfsync' },
  everysec: {
    loses: 'the writes of the last second, and of two where the disk is busy',
    source: 'redis.conf, appendfsync; redis aof.c, flushAppendOnlyFile',
  },
  no: {
    loses: 'the writes that the system has not yet brought to the disk',
    source: 'redis.conf, appendfsync',
  },
};

const UNKNOWN: PowerCut = { loses: 'unknown', source: 'redis.directives.appendfsync' };
