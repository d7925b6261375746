import { milliseconds } from '../../base/units.ts';
import { infoOf } from '../../group/reply.ts';
import { withoutFailover } from '../beyond.ts';
import { answeredFor, nothingLost, switches } from '../checks.ts';
import type { Drill, Must } from '../drill.ts';
import { tellRedis, untilAllNameAnother, untilDemoted, untilFollowed } from '../faults.ts';
import type { Stage } from '../stage.ts';
import { fillVolume, RELIEVED, relieveVolumes } from '../volume.ts';

/** Clients that stay with a primary that refuses them would not have moved by then. */
const STILL_FULL = milliseconds(4_000);

export const fillVolumeOfPrimary: Drill = {
  name: 'fill-volume',
  story:
    "Leaves no room on the primary's data volume, so that it can save nothing and refuses writes: Sentinels call it down, a replica is promoted, and clients that ask anew when refused move while the volume is full still.",
  unfit: ({ redis }) =>
    redis.persistence === 'none' ? 'its data hosts write nothing to a volume' : undefined,
  beyond: (environment) => withoutFailover(environment, 'hung'),
  run: async (stage) => {
    await fillVolume(stage, stage.primary);
    // Without an append-only file Redis notices at its next snapshot, which may be an hour away.
    await tellRedis(stage, stage.primary, 'BGSAVE');
    await untilAllNameAnother(stage);
    await untilFollowed(stage);
    await stage.pass(STILL_FULL);
    await relieveVolumes(stage);
    await untilSaved(stage);
    await untilDemoted(stage);
  },
  checks: [nothingLost, switches(1), movedWhileFull],
};

/**
 * Redis ends itself at the first write that it gets as a replica while its last snapshot failed, also if there is room by
 * then (redis server.c, processCommand, replica-ignore-disk-write-errors; measured with 7.0.15). So an operator saves once.
 */
function untilSaved({ primary, askRedis, until }: Stage): Promise<void> {
  return until(`${primary.name} has saved`, async () => {
    await askRedis(primary, 'BGSAVE');
    const persistence = infoOf(await askRedis(primary, 'INFO', 'persistence'));
    return persistence.get('rdb_last_bgsave_status') === 'ok';
  });
}

/**
 * The libraries whose recommended settings ask the Sentinels anew when a write is refused. node-redis has no such setting:
 * with one Sentinel it stays with the old primary until that is demoted (measured with 6.3.1: 19 s).
 */
const ASKS_ANEW = /^(ioredis|iovalkey) /;

/** Every client that asks anew writes again before there is room. */
export function movedWhileFull({ round }: Parameters<Must>[0]): ReturnType<Must> {
  const relieved = round.marks.find(({ text }) => text === RELIEVED)?.at ?? 0;
  const asking = answeredFor(round).filter(({ library }) => ASKS_ANEW.test(library));
  const late = asking.filter(({ gap }) => gap.to >= relieved);
  return {
    about: 'failover',
    must: 'Clients that ask the Sentinels anew when refused write again while the volume is full still',
    held: late.length === 0,
    seen: late.length === 0 ? 'all did' : `${late.map(({ client }) => client).join(', ')} did not`,
  };
}
