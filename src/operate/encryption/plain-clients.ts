/** Clients that are connected without TLS: they would be refused where a plain port closes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import { onOneLine, UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { linesOf } from '../../group/reply.ts';
import type { Listener } from '../../topology/ports.ts';

/** How long they may take to go. */
const PATIENCE = milliseconds(10_000);
const POLL = milliseconds(500);

/** How Sentinels call what they connect with (redis sentinel.c, sentinelSetClientName). */
const SENTINEL = /^sentinel-[0-9a-f]{8}-(cmd|pubsub)$/;

/**
 * The clients of a program that came in by its plain port, from what it answers to `CLIENT LIST`: as `10.0.0.9:51234`, with the
 * name that they gave themselves. Replicas and Sentinels are none.
 */
export function plainClients(list: readonly string[], port: number): readonly string[] {
  return list.flatMap((line) => {
    const fields = new Map(line.split(' ').map((field) => split(field)));
    const [laddr = '', flags = '', name = ''] = ['laddr', 'flags', 'name'].map((key) => fields.get(key));
    if (!laddr.endsWith(`:${port}`) || /[SM]/.test(flags) || SENTINEL.test(name)) return [];
    return [onOneLine([fields.get('addr') ?? '', name].filter((text) => text !== '').join(' '))];
  });
}

function split(field: string): readonly [string, string] {
  const at = field.indexOf('=');
  return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}

/** Waits until nobody is connected to a program without TLS. @throws UserError that names who still is */
export async function withoutPlainClients(
  group: Group,
  host: string,
  program: Listener,
  signal?: AbortSignal,
): Promise<void> {
  const { name, tls, ...environment } = group.environment;
  const end = monotonicNow() + PATIENCE;
  for (;;) {
    signal?.throwIfAborted();
    const client = group[program](host);
    const list = linesOf(await demand(client, 'CLIENT', 'LIST'));
    const plain = plainClients(list, environment[program].port);
    if (plain.length === 0) return;
    if (monotonicNow() > end) {
      const [first = '', ...others] = plain;
      const who = others.length === 0 ? first : `${first} and ${others.length} more`;
      const port = program === 'redis' ? tls.port : tls.sentinelPort;
      throw new UserError(
        `${client.program} has clients without TLS, which would be refused: ${who}; have them connect to port ${port} with TLS, and go on with vedette rollout ${name}`,
      );
    }
    await sleep(POLL);
  }
}
