import { milliseconds } from '../../base/units.ts';
import { bring } from '../change/bring.ts';
import type { Kill } from '../change/run.ts';
import { asDeclared, nobodyRefused, nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';

/** Most steps take some tenths of a second; the last one comes when the clients have the new password. */
const KILLS: readonly Kill[] = [
  { at: 'begin', after: milliseconds(50) },
  { at: 'step', after: milliseconds(50) },
  { at: 'step', after: milliseconds(20) },
  { at: 'step', after: milliseconds(150) },
  { at: 'clients', after: milliseconds(50) },
  { at: 'clients', after: milliseconds(200) },
];

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
