import { needs } from '../../_needs.ts';
import { PAIR } from './_definitions.ts';
import {
  ALL_AND_THE_FIRST_VOLUME,
  ALL_STOPPED,
  PRIMARY_ALIVE,
  PRIMARY_AND_SENTINEL,
  PRIMARY_CUT,
  SENTINEL,
  survives,
} from './_roles.ts';
import { WITH_TERRAFORM, workFolder } from './_stack.ts';

const folder = workFolder('roles-one-sentinel');

needs(...WITH_TERRAFORM)(
  'with a single Sentinel every replacement keeps every key, also when that is new',
  (t) =>
    survives(t, folder, PAIR, [
      PRIMARY_ALIVE,
      SENTINEL,
      PRIMARY_CUT,
      SENTINEL,
      PRIMARY_ALIVE,
      SENTINEL,
      PRIMARY_AND_SENTINEL,
      ALL_STOPPED,
      ALL_AND_THE_FIRST_VOLUME,
    ]),
);
