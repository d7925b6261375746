import { TRIO } from './_definitions.ts';
import {
  ALL_CUT,
  ALL_STOPPED,
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

survivesEach(workFolder('roles-three-sentinels'), TRIO, [
  PRIMARY_ALIVE,
  PRIMARY_CUT,
  PRIMARY_LONG_GONE,
  REPLICA,
  SENTINEL,
  EMPTY_REPLICA,
  EMPTY_PRIMARY,
  PRIMARY_AND_REPLICA,
  PRIMARY_AND_SENTINEL,
  ALL_STOPPED,
  ALL_CUT,
]);
