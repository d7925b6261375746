import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { Demands } from '../../src/topology/demands.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';

/** The file that messages of these tests name. */
export const FILE = 'stacks/base.ts';

/** A day on which no release of the base is near its end. */
export const TODAY = new Date('2026-11-22T12:00:00Z');

/** Three hosts that hold data and are Sentinels: no rule finds anything. */
export const BASE = {
  name: 'base',
  redis: {},
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    data1: { roles: ['primary', 'sentinel'] },
    data2: { roles: ['replica', 'sentinel'] },
    data3: { roles: ['replica', 'sentinel'] },
  },
} as const satisfies EnvironmentDefinition;

/** Resolves a definition as if it stood in `FILE`. */
export function resolved(definition: EnvironmentDefinition, demands?: Demands): Environment {
  return resolveEnvironment(definition, FILE, undefined, demands);
}
