/** Clients that are connected without TLS: they would be refused where a plain port closes. */
import type { Group } from '../../group/group.ts';
import type { Listener } from '../../topology/ports.ts';
import { connectedClient, SENTINEL_NAME, titleOf, untilGone } from '../connected-clients.ts';

/**
 * The clients of a program that came in by its plain port, from what it answers to `CLIENT LIST`: as `10.0.0.9:51234`, with the
 * name that they gave themselves. Replicas and Sentinels are none.
 */
export function plainClients(list: readonly string[], port: number): readonly string[] {
  return list.flatMap((line) => {
    const client = connectedClient(line);
    const { laddr, flags, name } = client;
    if (!laddr.endsWith(`:${port}`) || /[SM]/.test(flags) || SENTINEL_NAME.test(name)) return [];
    return [titleOf(client)];
  });
}

/** Waits until nobody is connected to a program without TLS. @throws UserError that names who still is */
export async function withoutPlainClients(
  group: Group,
  host: string,
  program: Listener,
  signal?: AbortSignal,
): Promise<void> {
  const { name, tls, ...environment } = group.environment;
  const port = program === 'redis' ? tls.port : tls.sentinelPort;
  await untilGone(group[program](host), {
    find: (list) => plainClients(list, environment[program].port),
    who: 'clients without TLS, which would be refused',
    remedy: `have them connect to port ${port} with TLS, and go on with vedette rollout ${name}`,
    signal,
  });
}
