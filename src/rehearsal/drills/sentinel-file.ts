import { milliseconds } from '../../base/units.ts';
import { type HostWithSentinel, sentinelHosts } from '../../topology/environment.ts';
import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { awaitBoot, failOver, powerOn, recreate, service, shutDown, untilAllNameAnother } from '../faults.ts';
import { deleteSentinelFile, repeatUserData, resetSentinelFile } from '../rebuild.ts';
import type { Stage } from '../stage.ts';

/** A boot looks thirty times, once a second, for a program that does not answer (templates/vedette.rc.hbs, vedette_report). */
const UNANSWERED = milliseconds(30_000);

/** The others tell a Sentinel that is wrong within two seconds (redis sentinel.c, sentinelProcessHelloMessage). */
const TOLD = milliseconds(15_000);

export const overwriteSentinelFile: Drill = {
  name: 'overwrite-sentinel-file',
  story:
    'Writes the first content over the file of one Sentinel after a failover and restarts it: the others tell it who leads, no further failover comes, and no acknowledged write is lost.',
  unfit: (environment) =>
    sentinelHosts(environment).length > 1
      ? undefined
      : 'it has no other Sentinel that could tell (sentinel-count)',
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    await failOver(stage);
    const sentinel = last(stage);
    await resetSentinelFile(stage, sentinel);
    await service(stage, sentinel, 'sentinel', 'restart');
    await untilAllNameAnother(stage, [sentinel], TOLD);
    await stage.untilHealthy();
  },
  checks: [nothingLost, switches(1)],
};

export const deleteSentinelFileAndRestart: Drill = {
  name: 'delete-sentinel-file',
  story:
    'Deletes the file of one Sentinel after a failover and restarts its host, where Sentinel then does not start: user-data that runs once more writes the file with who leads now, and no acknowledged write is lost.',
  waits: () => UNANSWERED,
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    await failOver(stage);
    const sentinel = last(stage);
    await deleteSentinelFile(stage, sentinel);
    await shutDown(stage, sentinel);
    await powerOn(stage, sentinel);
    await awaitBoot(stage, sentinel);
    await repeatUserData(stage, sentinel);
    await stage.untilHealthy();
  },
  checks: [nothingLost, switches(1)],
};

export const recreateSentinel: Drill = {
  name: 'recreate-sentinel',
  story:
    'Creates the host of one Sentinel anew after a failover: it is the same Sentinel, names who leads now, and no acknowledged write is lost.',
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    await failOver(stage);
    await recreate(stage, last(stage), 'kept');
    await stage.untilHealthy();
  },
  checks: [nothingLost, switches(1)],
};

/** A host that holds no data where there is one. */
function last({ sentinels, environment }: Stage): HostWithSentinel {
  const sentinel = sentinels.findLast(({ data }) => data === undefined) ?? sentinels.at(-1);
  if (sentinel === undefined) throw new RangeError(`${environment.name} has no Sentinel`);
  return sentinel;
}
