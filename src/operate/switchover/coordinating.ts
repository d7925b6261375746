/** Whether Sentinels can hand over by themselves. */
import type { GroupStatus } from '../status/status.ts';

/** The first that does not crash afterwards (Valkey; measured with 9.1.2, also over data hosts of Redis). */
const FIRST = [9, 1, 1];

/** True where all Sentinels that tell are Valkey 9.1.1 or later, whatever the data hosts are. */
export function isCoordinating({ sentinels }: Pick<GroupStatus, 'sentinels'>): boolean {
  const engines = sentinels.flatMap(({ facts }) => (facts === undefined ? [] : [facts.engine]));
  return engines.length > 0 && engines.every(({ name, version }) => name === 'Valkey' && isSince(version));
}

function isSince(version: string): boolean {
  const numbers = version.split('.').map(Number);
  const at = FIRST.findIndex((number, place) => numbers[place] !== number);
  return at < 0 || (numbers[at] ?? 0) > (FIRST[at] ?? 0);
}
