/** What is written down once an environment is destroyed that keeps its name. */
import { openDefinitions } from '../../register/places.ts';
import type { Destruction } from './destroy.ts';
import { isEmpty } from './emptiness.ts';
import { markDestroyed } from './take-off.ts';

/**
 * Forgets how an environment was deployed of which nothing is left. One that was created keeps the definition that it
 * would be deployed with; of any other, its file says that.
 */
export async function settleDestroyed(name: string, destruction: Destruction): Promise<void> {
  if (destruction.kind !== 'destroyed' || !isEmpty(destruction.remains)) return;
  if (destruction.record === undefined) await (await openDefinitions()).remove(name);
  else await markDestroyed(destruction.record);
}
