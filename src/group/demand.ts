/** Telling a program to do something. */
import { UserError } from '../base/errors.ts';
import type { Client, Command } from './client.ts';
import type { Reply } from './reply.ts';

/**
 * Tells a program to do something that it must do. A refusal names the first two words of the command.
 *
 * @returns what it answers
 * @throws UserError if it refuses, does not answer or cannot be reached
 */
export async function demand(client: Client, ...command: Command): Promise<Reply> {
  const reply = await client.ask(command);
  if (typeof reply === 'object' && reply !== null && 'refused' in reply)
    throw new UserError(`${client.program} refuses ${command.slice(0, 2).join(' ')}: ${reply.refused}`);
  return reply;
}
