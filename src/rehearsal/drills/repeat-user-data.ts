import { infoOf, type Reply } from '../../group/reply.ts';
import { dataHosts } from '../../topology/environment.ts';
import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill, Must } from '../drill.ts';
import { failOver } from '../faults.ts';
import { repeatUserData } from '../rebuild.ts';
import type { Stage } from '../stage.ts';

/** What the mark begins with that says which programs user-data restarted. */
const RESTARTED = 'restarted meanwhile: ';
const NONE = 'none';

export const repeatUserDataAfterFailover: Drill = {
  name: 'repeat-user-data',
  story:
    'Kills the primary, brings it back as a replica, and runs the user-data of every host once more: nothing is restarted, the new primary leads on, and no acknowledged write is lost.',
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    await failOver(stage);
    const before = await runsOf(stage);
    for (const host of stage.environment.hosts) await repeatUserData(stage, host);
    await stage.untilHealthy();
    const names = otherRuns(before, await runsOf(stage)).join(', ') || NONE;
    await stage.act(`${RESTARTED}${names}`, undefined, async () => undefined);
  },
  checks: [nothingLost, switches(1), nothingRestarted],
};

/** A program by its name, and the id of its run. */
type Runs = ReadonlyMap<string, string>;

/**
 * The programs whose run is another one, or is not known. One that is slow to answer is not restarted: a busy Redis is silent
 * for as long as a short restart.
 */
export function otherRuns(before: Runs, after: Runs): readonly string[] {
  const isSame = (run: string | undefined, name: string): boolean => run !== '' && run === after.get(name);
  return [...before].filter(([name, run]) => !isSame(run, name)).map(([name]) => name);
}

/** Which run of each program answers: a new one has a new id (INFO, run_id); empty where none does. */
async function runsOf(stage: Stage): Promise<Runs> {
  const redis = dataHosts(stage.environment).map(
    async (host) => [`Redis of ${host.name}`, runOf(await stage.askRedis(host, 'INFO', 'server'))] as const,
  );
  const sentinels = stage.sentinels.map(
    async (host) =>
      [`Sentinel of ${host.name}`, runOf(await stage.askSentinel(host, 'INFO', 'server'))] as const,
  );
  return new Map(await Promise.all([...redis, ...sentinels]));
}

function runOf(info: Reply): string {
  return infoOf(info).get('run_id') ?? '';
}

/** A drill that did not come so far has not shown it. */
export function nothingRestarted({ round: { marks } }: Parameters<Must>[0]): ReturnType<Must> {
  const mark = marks.find(({ text }) => text.startsWith(RESTARTED));
  const names = mark?.text.slice(RESTARTED.length) ?? 'it is not known which';
  return {
    about: 'always',
    must: 'No Redis and no Sentinel is restarted by user-data that runs once more',
    held: names === NONE,
    seen: names,
  };
}
