/** Asks a program a few things at once, and says in a clause why it told nothing. */
import { codeOf, messageOf, onOneLine, UserError } from '../../base/errors.ts';
import { type Client, type Command, NoAnswer } from '../../group/client.ts';
import type { Group } from '../../group/group.ts';
import type { Refusal, Reply } from '../../group/reply.ts';

/** What of a group is asked. */
export type AskedGroup = Pick<Group, 'environment' | 'reach' | 'redis' | 'sentinel'>;

/** What a program answered, in order, or why nobody knows. */
export type Answered = { readonly replies: readonly Reply[] } | { readonly silence: string };

/** Asks in one round trip. Nothing that a program does is an error here. @param program what it is called */
export async function askProgram(
  program: string,
  client: Client,
  commands: readonly Command[],
): Promise<Answered> {
  try {
    return { replies: await client.askAll(commands) };
  } catch (error) {
    if (error instanceof NoAnswer) return { silence: `${error.message}${reasonOf(error.cause)}` };
    if (error instanceof UserError) return { silence: `${program} cannot be asked: ${error.message}` };
    throw error;
  }
}

/** What a program said in the place of an answer, as the end of a clause; undefined where it answered. */
export function refusalOf(reply: Reply): string | undefined {
  return isRefusal(reply) ? onOneLine(reply.refused) : undefined;
}

function isRefusal(reply: Reply): reply is Refusal {
  return typeof reply === 'object' && reply !== null && 'refused' in reply;
}

/** What the codes of the system mean here. */
const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closes the connection',
  EPIPE: 'it closes the connection',
};

/** Why, in our words or those of the system, where there are any: a program that hangs says nothing. */
function reasonOf(cause: unknown): string {
  return cause === undefined ? '' : `: ${CODES[codeOf(cause)] ?? onOneLine(messageOf(cause))}`;
}
