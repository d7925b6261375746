import { milliseconds } from '../../base/units.ts';
import type { EnvironmentDefinition } from '../../definition/environment.ts';
import { dataHosts, type Environment } from '../../topology/environment.ts';
import type { Edit } from '../change/edit.ts';
import { rollOutDrill } from '../change/roll-out-drill.ts';
import type { Kill } from '../change/run.ts';
import { switches } from '../checks.ts';
import { withoutReplica } from '../unfit.ts';

/** Running servers take it, and it changes nothing of what they do. */
const LIVE = { name: 'slowlog-max-len', values: [256, 512] } as const;

/** Redis reads it when it starts (redis config.c, IMMUTABLE_CONFIG). */
const AT_START = { name: 'io-threads', values: [2, 3] } as const;

export const rollOutLive = rollOutDrill({
  name: 'roll-out-live',
  story: `Rolls out another ${LIVE.name}, which running servers take: no primary moves, and no acknowledged write is lost.`,
  edit: ({ definition }) => withOther(definition, LIVE),
  moves: switches(0),
});

export const rollOutRestart = rollOutDrill({
  name: 'roll-out-restart',
  story: `Rolls out another ${AT_START.name}, which takes a restart: data hosts are made anew one by one, the primary last and after one switch-over, and no acknowledged write is lost.`,
  edit: restarting,
  hosts: dataCount,
});

/** A step that makes a host anew takes seconds, and one that moves the primary one or two. Each run but the first does one step. */
const KILLS: readonly Kill[] = [
  { at: 'begin', after: milliseconds(400) },
  ...[1_500, 3_000, 700, 5_000, 200, 2_000, 1_000].map((time) => ({
    at: 'step' as const,
    after: milliseconds(time),
  })),
];

export const rollOutKilled = rollOutDrill({
  name: 'roll-out-killed',
  story: `Rolls out another ${AT_START.name}, and kills vedette in the middle of one step after the other: each run goes on from what the group says, the end is the same, and no acknowledged write is lost.`,
  edit: restarting,
  hosts: dataCount,
  kills: KILLS,
});

function restarting(environment: Environment): ReturnType<Edit> {
  const unfit = withoutReplica(environment);
  return unfit === undefined ? withOther(environment.definition, AT_START) : { unfit };
}

function dataCount(environment: Environment): number {
  return dataHosts(environment).length;
}

/** A definition with a value of a directive that it does not have. */
function withOther(
  definition: EnvironmentDefinition,
  { name, values: [one, other] }: typeof LIVE | typeof AT_START,
): EnvironmentDefinition {
  const { redis } = definition;
  const value = String(redis?.directives?.[name]) === String(one) ? other : one;
  return { ...definition, redis: { ...redis, directives: { ...redis?.directives, [name]: value } } };
}
