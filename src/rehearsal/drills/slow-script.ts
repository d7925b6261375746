import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { formatSeconds, type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Reply } from '../../group/reply.ts';
import { withoutFailover } from '../beyond.ts';
import { lostWhile, nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { untilAllNameAnother, untilDemoted, untilFollowed } from '../faults.ts';
import { takingAmongReplicas } from '../old-primary.ts';
import type { Stage } from '../stage.ts';

/**
 * How much of downAfter a script takes, if it has the processor as the samples had it. With more of it for itself it is up
 * to twice as fast, with less it is slower.
 */
const BRIEF = 0.5;
const LONG = 2.2;

/** A Sentinel that has called the primary down would have acted by then. */
const AFTERMATH = milliseconds(2_000);

/** The old primary answers first what waited behind the script. */
const DEMOTED = milliseconds(40_000);

/**
 * It counts, since not every engine tells a script the time. It writes before: Sentinels end a script that has not (redis
 * sentinel.c, sentinelPingReplyCallback).
 */
const SCRIPT = `
redis.call('SET', KEYS[1], ARGV[1])
for _ = 1, tonumber(ARGV[1]) do end
return 'done'`;

const KEY = 'vedette:slow-script';

/**
 * How far a script counts that tells how fast this machine is, and how often: other programs make it slower, never faster.
 * It takes about a fifth of a second: one of a few milliseconds measures whether it had to wait for its turn.
 */
const SAMPLE = 20_000_000;
const SAMPLES = 5;

export const slowScriptBriefly: Drill = {
  name: 'slow-script-briefly',
  story:
    'Runs a script that blocks the primary for less than downAfter: no failover comes, and no acknowledged write is lost.',
  run: async (stage) => {
    const { downAfter } = stage.environment.sentinel;
    const took = await runScript(stage, milliseconds(BRIEF * downAfter));
    if (took > downAfter)
      throw new UserError(`the script took ${formatSeconds(took)} on this machine, longer than downAfter`);
    await stage.pass(AFTERMATH);
  },
  checks: [nothingLost, switches(0)],
};

export const slowScript: Drill = {
  name: 'slow-script',
  story:
    'Runs a script that blocks the primary for longer than downAfter: a replica is promoted, the old primary becomes its replica, and what it still takes once the script has ended is lost until the other replicas follow the new one.',
  loses: (environment) => takingAmongReplicas(environment).words,
  beyond: (environment) => withoutFailover(environment, 'hung'),
  run: async (stage) => {
    const script = runScript(stage, milliseconds(LONG * stage.environment.sentinel.downAfter));
    await Promise.all([script, untilAllNameAnother(stage)]);
    await untilFollowed(stage);
    await untilDemoted(stage, DEMOTED);
  },
  checks: [lostWhile(takingAmongReplicas), switches(1)],
};

/** Runs a script for some time, and returns how long the primary answered nothing. */
async function runScript(stage: Stage, time: Milliseconds): Promise<Milliseconds> {
  const { primary } = stage;
  const count = Math.round((time / (await sampleTime(stage))) * SAMPLE);
  const began = monotonicNow();
  const text = `Redis of ${primary.name}: a script counts for ${formatSeconds(time)}`;
  await stage.act(text, primary, () => evaluate(stage, count));
  await stage.until('the script ends', async () => (await stage.askRedis(primary, 'PING')) === 'PONG');
  return milliseconds(monotonicNow() - began);
}

/** The least that the sample takes. */
async function sampleTime(stage: Stage): Promise<number> {
  const times: number[] = [];
  while (times.length < SAMPLES) {
    const began = monotonicNow();
    if ((await evaluate(stage, SAMPLE)) !== 'done')
      throw new UserError(`Redis of ${stage.primary.name} runs no script`);
    times.push(monotonicNow() - began);
  }
  return Math.min(...times);
}

function evaluate(stage: Stage, count: number): Promise<Reply> {
  return stage.askRedis(stage.primary, 'EVAL', SCRIPT, '1', KEY, String(count));
}
