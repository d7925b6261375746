import type { EnvironmentDefinition } from '../src/definition/environment.ts';
import { environmentNames, loadDefinition } from '../src/definition/load.ts';
import type { Environment } from '../src/topology/environment.ts';
import { resolveEnvironment } from '../src/topology/resolve.ts';

/** A small environment without findings: one zone, three data hosts that are Sentinels too. */
export const SMALL: EnvironmentDefinition = {
  name: 'small',
  sentinel: { quorum: 2 },
  network: { cidr: '10.9.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'] },
    two: { roles: ['replica', 'sentinel'] },
    three: { roles: ['replica', 'sentinel'] },
  },
};

/** The small environment with some fields changed. */
export function small(changes: Partial<EnvironmentDefinition> = {}): Environment {
  return resolveEnvironment({ ...SMALL, ...changes }, 'stacks/small.ts');
}

/** An environment of `stacks/`. */
export async function shipped(name: string): Promise<Environment> {
  const { definition, file } = await loadDefinition(name);
  return resolveEnvironment(definition, file);
}

/** Every environment of `stacks/`. */
export function allShipped(): Promise<readonly Environment[]> {
  return Promise.all(environmentNames().map(shipped));
}
