/** Drills that roll an edited definition out. */
import { milliseconds } from '../../base/units.ts';
import type { Engines } from '../../local/engine.ts';
import type { Environment } from '../../topology/environment.ts';
import { asDeclared, nothingLost, oneSwitchAtMost } from '../checks.ts';
import type { Drill, Must } from '../drill.ts';
import type { Stage } from '../stage.ts';
import { bring } from './bring.ts';
import { type Edit, edited } from './edit.ts';
import type { Kill } from './run.ts';

/** What is rolled out, and how. */
export interface RollOut extends Pick<Drill, 'name' | 'story' | 'isExtra'> {
  readonly edit: Edit;
  /** About how many hosts it makes, makes anew or ends. @default none */
  readonly hosts?: (environment: Environment) => number;
  /** As `bring` takes them. @default it is not killed */
  readonly kills?: readonly Kill[];
  /** What is waited for when it is done. @default nothing */
  readonly afterwards?: (stage: Stage) => Promise<void>;
  /** How often the primary moves. @default once at most */
  readonly moves?: Must;
}

/** Making a host, and waiting until its group is fit for the next one, takes about this long on two processors. */
const HOST = 8_000;

/** Makes the drill: no write is lost, the primary moves once at most, and then the group is as it is declared. */
export function rollOutDrill({ name, story, isExtra = false, edit, ...roll }: RollOut): Drill {
  const { hosts = () => 0, kills, afterwards, moves = oneSwitchAtMost } = roll;
  const brings = (environment: Environment, engines: Engines) => edited(environment, edit, engines);
  return {
    name,
    story,
    isExtra,
    waits: (environment) => milliseconds(HOST * (1 + hosts(environment) + (kills?.length ?? 0))),
    unfit: (environment, engines = {}) => {
      const after = brings(environment, engines);
      return 'unfit' in after ? after.unfit : undefined;
    },
    brings,
    run: async (stage) => {
      const after = brings(stage.environment, stage.engines);
      if ('unfit' in after) throw new RangeError(`${name}: ${after.unfit}`);
      await bring(stage, { kind: 'roll-out', after }, kills);
      await afterwards?.(stage);
    },
    checks: [nothingLost, moves, asDeclared],
  };
}
