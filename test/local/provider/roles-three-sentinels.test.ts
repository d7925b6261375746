import { TRIO } from './_definitions.ts';
import {
  ALL_CUT,
  ALL_STOPPED,
  drilled,
  EMPTY_PRIMARY,
  EMPTY_REPLICA,
  PRIMARY_ALIVE,
  PRIMARY_AND_REPLICA,
  PRIMARY_AND_SENTINEL,
  PRIMARY_CUT,
  PRIMARY_LONG_GONE,
  REPLICA,
  SENTINEL,
  survivesEach,
} from './_roles.ts';
import { workFolder } from './_stack.ts';

// What is drilled befalls the group with one Sentinel too, but for a replica: here one goes with its volume.
survivesEach(workFolder('roles-three-sentinels'), TRIO, [
  PRIMARY_ALIVE,
  ...drilled(PRIMARY_CUT),
  PRIMARY_LONG_GONE,
  ...drilled(REPLICA, SENTINEL),
  EMPTY_REPLICA,
  EMPTY_PRIMARY,
  PRIMARY_AND_REPLICA,
  PRIMARY_AND_SENTINEL,
  ...drilled(ALL_STOPPED),
  ALL_CUT,
]);
