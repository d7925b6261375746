import { needs } from '../../_needs.ts';
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
  survives,
} from './_roles.ts';
import { WITH_TERRAFORM, workFolder } from './_stack.ts';

const folder = workFolder('roles-three-sentinels');

needs(...WITH_TERRAFORM)(
  'with three Sentinels every replacement keeps every key, and there never are two primaries',
  (t) =>
    survives(t, folder, TRIO, [
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
    ]),
);
