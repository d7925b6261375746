import { PAIR } from './_definitions.ts';
import {
  ALL_AND_THE_FIRST_VOLUME,
  ALL_STOPPED,
  drilled,
  PRIMARY_ALIVE,
  PRIMARY_AND_SENTINEL,
  PRIMARY_CUT,
  SENTINEL,
  survivesEach,
} from './_roles.ts';
import { workFolder } from './_stack.ts';

// What is drilled befalls the group with three Sentinels too, and the Sentinel here once another host leads: the harder case.
survivesEach(workFolder('roles-one-sentinel'), PAIR, [
  ...drilled(PRIMARY_ALIVE, SENTINEL),
  PRIMARY_CUT,
  SENTINEL,
  ...drilled(PRIMARY_AND_SENTINEL, ALL_STOPPED),
  ALL_AND_THE_FIRST_VOLUME,
]);
