import test from 'ava';
import { ExitCode, UserError } from '../../../src/base/errors.ts';
import { Group } from '../../../src/group/group.ts';
import type { RolloutInput } from '../../../src/operate/rollout/input.ts';
import { exitCodeOf, fatePhrase, rolloutData } from '../../../src/operate/rollout/report.ts';
import { type RolloutAudience, type RolloutOptions, rollOut } from '../../../src/operate/rollout/rollout.ts';
import type { Sight } from '../../../src/operate/rollout/sight.ts';
import { textOf } from '../../../src/report/elements.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { inputOf, MIXED, withDirectives } from './_input.ts';

process.chdir(scratchFolder('roll-out'));

const nowhere = async (): Promise<never> => {
  throw new UserError('nothing is reached here');
};

const LOOK = inputOf({ before: MIXED, after: withDirectives(MIXED, { timeout: 900 }) });

/** A group that is seen as it is told, look by look, and whose programs nobody reaches. */
function sightOf(looks: readonly (RolloutInput | undefined)[]): Sight & { remembered: number } {
  const left = [...looks];
  return {
    remembered: 0,
    look: async () => left.shift() ?? nowhere(),
    status: async () => LOOK.status,
    operation: ({ running, environment }, tell) => ({
      group: new Group({ exec: nowhere, read: nowhere, endpoint: nowhere }, running),
      machines: {
        present: nowhere,
        plan: nowhere,
        rest: nowhere,
        create: nowhere,
        replace: nowhere,
        remove: nowhere,
      },
      environment,
      tell,
    }),
    async remember() {
      this.remembered += 1;
    },
  };
}

const AUDIENCE: RolloutAudience = { show: () => {}, approve: async () => 'yes', tell: () => {} };

const OPTIONS: RolloutOptions = { locking: { run: 'ada@laptop', broken: undefined } };

test('nothing is begun where only a plan is wanted, nobody agrees, or nobody is there to ask', async (t) => {
  const roll = (own: Partial<RolloutAudience>, options: Partial<RolloutOptions> = {}) =>
    rollOut(sightOf([LOOK]), { ...AUDIENCE, ...own }, { ...OPTIONS, ...options });
  const shown = await roll({ approve: nowhere }, { isOnlyPlanned: true });
  t.deepEqual([shown.fate.kind, exitCodeOf(shown)], ['shown', ExitCode.done]);
  const declined = await roll({ approve: async () => 'no' });
  t.deepEqual([declined.fate.kind, exitCodeOf(declined)], ['declined', ExitCode.failed]);
  const unasked = await roll({ approve: async () => 'nobody' });
  t.deepEqual([unasked.fate.kind, exitCodeOf(unasked)], ['unasked', ExitCode.failed]);
});

test('what a run that was cut off has brought is written down by the next, which has nothing to do', async (t) => {
  const nothing = inputOf({ before: MIXED, after: MIXED });
  const sight = sightOf([nothing]);
  t.is((await rollOut(sight, AUDIENCE, OPTIONS)).fate.kind, 'nothing');
  t.is(sight.remembered, 1);
  const looking = sightOf([nothing]);
  await rollOut(looking, AUDIENCE, { ...OPTIONS, isOnlyPlanned: true });
  t.is(looking.remembered, 0);
});

test('where it stopped is told also when nobody can look at what is left', async (t) => {
  const sight = sightOf([LOOK, LOOK, undefined]);
  const rollout = await rollOut(sight, AUDIENCE, OPTIONS);
  t.is(
    textOf(fatePhrase('mixed', rollout)),
    'mixed: 0 of 3 steps are done, and it stopped in the middle of a step at data3: CONFIG SET timeout 900, which may be half done: nothing is reached here',
  );
  t.is(exitCodeOf(rollout), ExitCode.failed);
  t.like(rolloutData(rollout), { fate: 'stopped', left: { unknown: 'nothing is reached here' } });
  t.is(sight.remembered, 0);
});
