import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill, Must } from '../drill.ts';
import { failOver } from '../faults.ts';
import { repeatUserData } from '../rebuild.ts';

/** What the marks of the second runs begin with. */
const RUN = 'user-data of ';

export const repeatUserDataAfterFailover: Drill = {
  name: 'repeat-user-data',
  story:
    'Kills the primary, brings it back as a replica, and runs the user-data of every host once more: nothing is restarted, the new primary leads on, and no acknowledged write is lost.',
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    await failOver(stage);
    for (const host of stage.environment.hosts) await repeatUserData(stage, host);
    await stage.untilHealthy();
  },
  checks: [nothingLost, switches(1), nothingRestarted],
};

/** From the first second run on, every data host answers. */
export function nothingRestarted({ round: { marks, timeline } }: Parameters<Must>[0]): ReturnType<Must> {
  const began = marks.find(({ text }) => text.startsWith(RUN))?.at ?? Number.POSITIVE_INFINITY;
  const silent = timeline.roles.filter(({ spans }) =>
    spans.some(({ to, value }) => value === 'silent' && to > began),
  );
  return {
    about: 'always',
    must: 'No Redis is restarted by user-data that runs once more',
    held: silent.length === 0,
    seen:
      silent.length === 0 ? 'all answered' : `${silent.map(({ host }) => host).join(', ')} did not answer`,
  };
}
