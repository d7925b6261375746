/** Who comes and who leaves in a roll-out. */
import { dataHosts, type Environment, type Host, sentinelHosts } from '../../topology/environment.ts';
import type { RolloutInput } from './input.ts';

/** The hosts that are declared and not there. */
export function arriving({ environment, running }: Shapes): readonly Host[] {
  return environment.hosts.filter(({ name }) => !isIn(running, name));
}

/** The hosts that are there and not declared. */
export function leaving({ environment, running }: Shapes): readonly Host[] {
  return running.hosts.filter(({ name }) => !isIn(environment, name));
}

/** The two shapes of a group that is to change. */
export type Shapes = Pick<RolloutInput, 'environment' | 'running'>;

/**
 * True for a setting that has to move with the hosts that come and go: with more Sentinels the quorum rises after them,
 * and writes demand no replica that is not there.
 */
export function movesWithMembers({ environment, running }: Shapes, key: string): boolean {
  if (key === 'min-replicas-to-write') return differ(dataHosts, environment, running);
  return key.endsWith('/quorum') && differ(sentinelHosts, environment, running);
}

function differ(
  of: (environment: Environment) => readonly Host[],
  environment: Environment,
  running: Environment,
): boolean {
  const names = (shape: Environment): string =>
    of(shape)
      .map(({ name }) => name)
      .toSorted()
      .join(' ');
  return names(environment) !== names(running);
}

function isIn({ hosts }: Environment, wanted: string): boolean {
  return hosts.some(({ name }) => name === wanted);
}
