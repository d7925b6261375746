/** What each moment of a failover is called. */
import type { Moment } from '../topology/forecast.ts';

/** What it means to an operator, as a clause about the primary. */
export const MOMENT_MEANINGS: Readonly<Record<Moment, string>> = {
  detected: 'the first Sentinel calls the primary down',
  role: 'a replica takes the role of primary',
  writable: 'it takes writes',
  named: 'the first Sentinel names it: clients can find it',
  namedByAll: 'all Sentinels name it',
  synced: 'the last replica is in sync with it',
};

/** The same in few words, for a table or a picture. */
export const MOMENT_NAMES: Readonly<Record<Moment, string>> = {
  detected: 'called down',
  role: 'promoted',
  writable: 'takes writes',
  named: 'named by a Sentinel',
  namedByAll: 'named by all',
  synced: 'replicas in sync',
};
