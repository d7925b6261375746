/** Brings settings to a running program: told, read back, written into its file, and looked for there. */
import { onOneLine, UserError } from '../../base/errors.ts';
import type { Client, Command } from '../../group/client.ts';
import type { Group } from '../../group/group.ts';
import { refusalIn } from '../../group/reply.ts';
import type { KnownSecrets } from '../../redis/redact.ts';
import { Undone } from '../step.ts';
import { commandsOf, type LiveChange, sendable, undoingOf } from './change.ts';
import { lookFor } from './look.ts';

/** What a program is told. */
export interface Orders {
  readonly commands: readonly Command[];
  /** What puts back what ran before. */
  readonly undoing: readonly Command[];
  /** The secrets among them, by which they are known when they are read back. @default none */
  readonly known?: KnownSecrets;
}

/** Settings without a secret say themselves what a program is told. */
function ordersOf(change: LiveChange): Orders {
  return { commands: commandsOf(change).map(sendable), undoing: undoingOf(change).map(sendable) };
}

/**
 * Brings it, and looks whether it is there. Telling what runs already changes nothing. An error alone says little: a
 * Sentinel that cannot write its file has taken the option all the same (measured).
 *
 * @param tell what could not be looked at
 * @param orders what brings it. @default what its settings say
 * @throws Undone if the program did not take all of it, and has again what it had; UserError if it has neither
 */
export async function bring(
  group: Group,
  change: LiveChange,
  tell: (text: string) => void,
  orders: Orders = ordersOf(change),
): Promise<void> {
  const client = group[change.program](change.host);
  const refusals = await send(client, orders.commands);
  const unwritten = await write(client, change);
  const { running, inFile, unread } = await lookFor(group, change, orders.known);
  if (running.length > 0) throw await takenBack(group, change, orders, { missing: running, refusals });
  if (unwritten !== undefined) throw unwritten;
  if (inFile.length > 0)
    throw new UserError(
      `${nameOf(change)} runs with ${inFile.join(', ')}, and its file does not say so: a restart would bring back what was before; look at its folder and its log`,
    );
  if (unread !== undefined)
    tell(`${nameOf(change)} has written its file, and nobody has looked into it: ${unread}`);
}

/** What went wrong. */
interface Failure {
  /** The keys of the settings that the program did not take. */
  readonly missing: readonly string[];
  readonly refusals: readonly string[];
}

/** All goes back, also what it did take. */
async function takenBack(
  group: Group,
  change: LiveChange,
  { undoing, known }: Orders,
  { missing, refusals }: Failure,
): Promise<UserError> {
  const why = refusals.length === 0 ? 'it answered OK' : `it said ${refusals.join('; ')}`;
  const failed = `${nameOf(change)} does not take ${missing.join(', ')}: ${why}`;
  const client = group[change.program](change.host);
  await send(client, undoing);
  await write(client, change);
  const { running } = await lookFor(group, turned(change), known);
  return running.length === 0
    ? new Undone(`${failed}; it has again what it had`)
    : new UserError(`${failed}; it has neither that nor what it had of ${running.join(', ')}`);
}

/** What the undoing is to bring: what ran before. */
function turned(change: LiveChange): LiveChange {
  const settings = change.settings.map((setting) => ({
    ...setting,
    before: setting.after,
    after: setting.before,
  }));
  return { ...change, settings };
}

/** One after the other; those that were refused are told. */
async function send(client: Client, commands: readonly Command[]): Promise<readonly string[]> {
  const refusals: string[] = [];
  for (const command of commands) {
    const refusal = refusalIn(await client.ask(command));
    if (refusal !== undefined) refusals.push(onOneLine(refusal));
  }
  return refusals;
}

/** Has it write its file; why not, where it cannot. */
async function write(client: Client, change: LiveChange): Promise<UserError | undefined> {
  const command = change.program === 'redis' ? ['CONFIG', 'REWRITE'] : ['SENTINEL', 'FLUSHCONFIG'];
  const refusal = refusalIn(await client.ask(command));
  if (refusal === undefined) return undefined;
  return new UserError(
    `${nameOf(change)} has taken the settings and cannot write its file (${onOneLine(refusal)}): a restart would bring back what was before; see to it that the user redis may write to the folder of the file, and roll out again`,
  );
}

function nameOf({ host, program }: LiveChange): string {
  return program === 'redis' ? `Redis on ${host}` : `Sentinel ${host}`;
}
