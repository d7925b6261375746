import { milliseconds } from '../../base/units.ts';
import { bring } from '../change/bring.ts';
import { asDeclared, nobodyRefused, nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';

/** Most steps take less than a second. */
const KILLS = [100, 50, 300, 20, 150, 500, 80, 250].map(milliseconds);

export const rotatePassword: Drill = {
  name: 'rotate-password',
  story:
    'Rotates the password: both are let in until the clients have the new one, nobody is refused, and no acknowledged write is lost.',
  brings: (environment) => environment,
  run: (stage) => bring(stage, { kind: 'rotation', after: stage.environment }),
  checks: [nothingLost, switches(0), nobodyRefused, asDeclared],
};

export const rotatePasswordKilled: Drill = {
  name: 'rotate-password-killed',
  story:
    'Rotates the password, and kills vedette in the middle of one step after the other: each run goes on from what the group and the store say, nobody is refused, and no acknowledged write is lost.',
  brings: (environment) => environment,
  run: (stage) => bring(stage, { kind: 'rotation', after: stage.environment }, KILLS),
  checks: [nothingLost, switches(0), nobodyRefused, asDeclared],
};
