/** The end of a created environment: everything of it is destroyed, and then its name is free again. */
import { existsSync } from 'node:fs';
import { RefusedError } from '../../base/errors.ts';
import { possibleFiles } from '../../definition/project.ts';
import { type Audience, type Destroyed, type Destruction, destroyEnvironment } from './destroy.ts';
import { findDoomed } from './doomed.ts';
import { isEmpty, isList } from './emptiness.ts';
import { takeOff } from './take-off.ts';

/** What became of a created environment that was to end. */
export interface Ending {
  readonly destruction: Destruction;
  /** True where nothing of it is left, and its name is free. */
  readonly isGone: boolean;
  /** What is worth knowing of where it was found. */
  readonly notes: readonly string[];
}

/**
 * Ends a created environment. Its name stays for as long as something of it may be there.
 *
 * @throws RefusedError if `stacks/` has an environment of this name; and as `destroyEnvironment` does
 */
export async function endEnvironment(name: string, audience: Audience): Promise<Ending> {
  refuseWritten(name);
  const doomed = await findDoomed(name);
  const destruction = await destroyEnvironment(doomed, audience);
  const { notes } = doomed;
  if (destruction.kind !== 'destroyed' || destruction.record === undefined || !mayGo(destruction))
    return { destruction, isGone: false, notes };
  await takeOff(destruction.record, audience.actor);
  return { destruction, isGone: true, notes };
}

/**
 * True where nothing of it is left. What has no state and was never deployed needs nobody's word for that: who only tries
 * how an environment would be has no account that could be asked.
 */
function mayGo({ remains, judged, record }: Destroyed): boolean {
  if (isEmpty(remains)) return true;
  return judged === undefined && record?.deployed === undefined && !isList(remains.tagged);
}

/** Both would have one state. */
function refuseWritten(name: string): void {
  const file = possibleFiles(name).find((path) => existsSync(path));
  if (file === undefined) return;
  throw new RefusedError(
    `${name} is the environment of ${file} by now, which no created one may take along; give that file another name, or run vedette destroy ${name}`,
  );
}
