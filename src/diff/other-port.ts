/** A port that programs listen on: whoever knows the old one does not find the new one by itself. */
import type { DocumentKind } from '../redis/document.ts';
import type { ChangeImpact } from '../redis/impact.ts';
import type { ProgramChange } from './change.ts';
import type { Setting, Value } from './setting.ts';
import { start, stop, write } from './step.ts';

/** Measured with 7.0.15: of a server nobody finds the new port, a Sentinel tells its own to the others within 5 s. */
const NOTES: Readonly<Record<DocumentKind, string>> = {
  redis:
    'an outage, since Sentinels, replicas and clients keep the old port: stop all Sentinels and servers of the group, let every file name the new one, also behind replicaof, and start the Sentinels first',
  sentinel:
    'the other Sentinels find it there within seconds, so one after the other; clients, and hosts that start, ask the old port until they are told',
};

/** Nobody knew a port that was not there. */
const OPENED = 'it opens beside the others, and takes connections without TLS';

/** What it takes to listen on another port, or on one more; undefined for other settings, and where a port closes. */
export function impactOfPort(
  program: DocumentKind,
  from: Setting | undefined,
  to: Setting | undefined,
): ChangeImpact | undefined {
  const listens = (setting: Setting | undefined): boolean =>
    setting?.spec.name === 'port' && setting.value.canonical !== '0';
  if (!listens(to)) return undefined;
  if (listens(from)) return { impact: 'restart', note: NOTES[program] };
  return program === 'redis' ? { impact: 'live', note: OPENED } : undefined;
}

/**
 * The address of the primary in the sentinel.conf of a definition: Sentinel follows who leads, and not a port. Of files
 * nobody knows whether another server leads there.
 */
export function withPortOfPrimary(change: ProgramChange): ProgramChange {
  const { key, before, after } = change;
  const port = portIn(after);
  if (!/^sentinel\/.*\/address$/.test(key) || portIn(before) === port) return change;
  return {
    ...change,
    impact: 'restart',
    means: 'roll-out',
    note: 'Sentinel follows whoever leads, and keeps the port: see the port of Redis',
    byHand: [
      stop('sentinel'),
      write('sentinel', `port ${port} in sentinel monitor and sentinel known-replica`),
      start('sentinel'),
    ],
    individual: false,
  };
}

/** The port of `10.0.0.30 6379`. */
function portIn(value: Value | undefined): string | undefined {
  return value?.canonical.split(' ')[1];
}
