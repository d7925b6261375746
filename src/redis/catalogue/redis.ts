import { cluster } from './cluster.ts';
import { encoding } from './encoding.ts';
import { hidden } from './hidden.ts';
import { limits, reclaiming } from './memory.ts';
import { network, tls } from './network.ts';
import { observation } from './observation.ts';
import { persistence } from './persistence.ts';
import { logging, process } from './process.ts';
import { replication } from './replication.ts';
import { security } from './security.ts';
import type { DirectiveSpec } from './spec.ts';

/** Every directive of redis.conf, by theme. */
export const redis: readonly DirectiveSpec[] = [
  ...network,
  ...tls,
  ...process,
  ...logging,
  ...replication,
  ...security,
  ...limits,
  ...reclaiming,
  ...persistence,
  ...encoding,
  ...cluster,
  ...observation,
  ...hidden,
];
