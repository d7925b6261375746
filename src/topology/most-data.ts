/** How much data hosts may hold, whoever leads. */
import { type Bytes, bytes } from '../base/units.ts';
import { valuesOf } from './effective.ts';
import { dataHosts, type Environment, firstPrimary, type HostWithData } from './environment.ts';

/** The most data that any host may hold: what the largest of those that may lead takes writes up to. */
export function mostData(environment: Environment): Bytes {
  const first = firstPrimary(environment);
  const leading = dataHosts(environment).filter((host) => host.data.priority > 0 || host === first);
  return bytes(Math.max(...leading.map((host) => host.data.maxmemory)));
}

/**
 * The most data that one host may hold. While it follows it holds all that its primary does, whatever its own maxmemory
 * is, unless it is told otherwise (redis.conf, replica-ignore-maxmemory).
 */
export function mostDataOf(environment: Environment, { data }: HostWithData): Bytes {
  return heedsMaxmemory(environment)
    ? data.maxmemory
    : bytes(Math.max(data.maxmemory, mostData(environment)));
}

function heedsMaxmemory(environment: Environment): boolean {
  return valuesOf(environment, 'redis', 'replica-ignore-maxmemory')[0] === 'no';
}
