/** Whether a Redis lets the writes of clients wait. */
import type { Client } from '../../group/client.ts';
import { infoOf, type Reply, textOf } from '../../group/reply.ts';
import { askProgram, refusalOf } from '../status/ask.ts';

/**
 * True where clients wait by CLIENT PAUSE; undefined where nobody can tell. Valkey says so from 8.1 on. Redis does not
 * (measured with 7.0.15 and 8.0.2): but PUBLISH is blocked by nothing else, and every Sentinel publishes every two seconds.
 */
export async function readPaused(client: Client): Promise<boolean | undefined> {
  const answered = await askProgram(client.program, client, [['INFO', 'clients']]);
  if ('silence' in answered) return undefined;
  const [reply = null] = answered.replies;
  if (refusalOf(reply) !== undefined) return undefined;
  const info = infoOf(reply);
  const actions = info.get('paused_actions');
  if (actions !== undefined) return actions !== 'none';
  return Number(info.get('blocked_clients') ?? 0) === 0 ? false : hasBlockedPublish(client);
}

async function hasBlockedPublish(client: Client): Promise<boolean | undefined> {
  const answered = await askProgram(client.program, client, [['CLIENT', 'LIST', 'TYPE', 'normal']]);
  if ('silence' in answered) return undefined;
  const [reply = null] = answered.replies;
  return refusalOf(reply) === undefined ? isPublishBlocked(reply) : undefined;
}

/** In what CLIENT LIST answers: a line for each client, with its flags and its last command. */
export function isPublishBlocked(list: Reply): boolean {
  return textOf(list)
    .split('\n')
    .some((line) => /(^| )flags=\S*b/.test(line) && /(^| )cmd=publish( |$)/.test(line));
}
