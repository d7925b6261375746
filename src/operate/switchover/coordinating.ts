/** Whether Sentinels can hand over by themselves. */
import { COORDINATES_SINCE, isReleaseSince } from '../../redis/release.ts';
import type { GroupStatus } from '../status/status.ts';

/** True where all Sentinels that tell are Valkey 9.1.1 or later, whatever the data hosts are. */
export function isCoordinating({ sentinels }: Pick<GroupStatus, 'sentinels'>): boolean {
  const engines = sentinels.flatMap(({ facts }) => (facts === undefined ? [] : [facts.engine]));
  return (
    engines.length > 0 &&
    engines.every(({ name, version }) => name === 'Valkey' && isReleaseSince(version, COORDINATES_SINCE))
  );
}
