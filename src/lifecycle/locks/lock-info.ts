/** What Terraform writes of a lock. */
import * as z from 'zod/mini';
import { onOneLine } from '../../base/errors.ts';
import { formatTime } from '../../base/times.ts';

/** Who has the state of an environment. What its holder did not write is `unknown`. */
export interface StateLock {
  /** Terraform's own name of it. */
  readonly id: string;
  /** A user and a machine: `runner@fv-az1`. */
  readonly who: string;
  /** In ISO 8601 and UTC, by the clock of the holder. */
  readonly since: string;
  /** What is done, in the words of Terraform: `apply`, `plan`, `destroy`. */
  readonly operation: string;
}

const UNKNOWN = 'unknown';

const written = z.catch(z.string().check(z.minLength(1)), UNKNOWN);

/** As far as it is read (Terraform, statemgr.LockInfo). */
const info = z.catch(z.object({ ID: written, Who: written, Created: written, Operation: written }), {
  ID: UNKNOWN,
  Who: UNKNOWN,
  Created: UNKNOWN,
  Operation: UNKNOWN,
});

/** Reads one. What cannot be read is a lock all the same. */
export function parseLock(text: string): StateLock {
  const { ID, Who, Created, Operation } = info.parse(jsonIn(text));
  return {
    id: onOneLine(ID),
    who: onOneLine(Who),
    since: timeIn(Created),
    operation: onOneLine(Operation.replace(/^OperationType/, '').toLowerCase()),
  };
}

/** What a text says as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function timeIn(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? UNKNOWN : formatTime(time);
}

/** The machine in `user@machine`; undefined where it is not known. */
export function machineOf({ who }: StateLock): string | undefined {
  const [, machine] = /@([^@]+)$/.exec(who) ?? [];
  return machine;
}
