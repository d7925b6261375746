/** What puts a group back as it was, where something is given up in the middle. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../base/errors.ts';
import type { Command } from '../group/client.ts';
import { demand } from '../group/demand.ts';
import type { Group } from '../group/group.ts';

/** A command that takes back what was done to the Redis of a host. */
export interface UndoStep {
  readonly host: string;
  /** What is so afterwards, as a clause: `ns takes writes again`. */
  readonly what: string;
  readonly command: Command;
}

const TRIES = 3;

/** Before it is tried again, in milliseconds. */
const PATIENCE = 100;

/** Remembers how to take back what is done, and does that last first. */
export class Undo {
  readonly #steps: UndoStep[] = [];

  /** Remembers a step; it is told before what it takes back is done, since nobody knows how far that comes. */
  remember(step: UndoStep): void {
    this.#steps.unshift(step);
  }

  /**
   * Takes everything back over connections of its own: those that were used may hang.
   *
   * @returns what could not be taken back, each a sentence without a full stop; empty if all is as it was
   */
  async run(group: Group): Promise<readonly string[]> {
    const left: string[] = [];
    for (const step of this.#steps.splice(0)) {
      const why = await takeBack(group, step);
      if (why !== undefined) left.push(`it is not so that ${step.what}: ${why}`);
    }
    return left;
  }
}

/** Why it could not be taken back; undefined if it is. */
async function takeBack(group: Group, { host, command }: UndoStep): Promise<string | undefined> {
  for (let tried = 1; ; tried += 1) {
    const client = group.redis(host);
    client.close();
    try {
      await demand(client, ...command);
      return undefined;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (tried === TRIES) return error.message;
    }
    await sleep(PATIENCE);
  }
}
