/** What a host is that no definition tells of: what the Sentinels remember at its address. */
import { dataHosts, type Environment, type Host } from '../../topology/environment.ts';
import { parseAddress } from '../../topology/ipv4.ts';
import { linkPort } from '../../topology/ports.ts';
import type { Machine } from '../machines.ts';
import type { Memory } from './remembered.ts';

/**
 * A host by what is remembered of it, as one has it that a roll-out has made before it was cut off, and that the definition
 * has no more. What nobody remembers of it, such as its size, is as of another host: who leaves is not compared.
 *
 * @returns undefined if nobody remembers it
 */
export function toldHost(
  environment: Environment,
  { host: name, address: text }: Machine,
  remembered: readonly Memory[],
): Host | undefined {
  const address = parseAddress(text);
  const at = (program: Memory['program']): Memory | undefined =>
    remembered.find(
      ({ program: remembers, place }) =>
        remembers === program && place.address === address && place.port === linkPort(environment, program),
    );
  const [replica, watcher] = [at('redis'), at('sentinel')];
  const [like] = dataHosts(environment);
  if (like === undefined || address === undefined || (replica === undefined && watcher?.myid === undefined))
    return undefined;
  const { data, sentinel: _, ...common } = like;
  return {
    ...common,
    name,
    address,
    roles: [
      ...(replica === undefined ? [] : ['replica' as const]),
      ...(watcher === undefined ? [] : ['sentinel' as const]),
    ],
    ...(replica === undefined ? {} : { data }),
    ...(watcher?.myid === undefined ? {} : { sentinel: { myid: watcher.myid } }),
  };
}
